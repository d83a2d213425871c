#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "verify/check.hpp"
#include "verify/folder.hpp"

namespace rccm::verify {

/// What Yosys prints for each part of a proof that holds.
inline constexpr const char* kProven = "SAT proof finished - no model found: SUCCESS!";

/// What a netlist is proven equal to.
enum class Reference {
  kProduct,         ///< coefficient * x
  kVerilogNetlist,  ///< the netlist of the same style's Verilog, which was proven equal to coefficient * x before
};

/// Verilog of module gold: coefficient * x with the ports and latency of the folder's modules.
[[nodiscard]] std::string gold_text(const Folder& folder);

/// Synthesises the modules of one style, read from <language>.v: the cells go to <language>-cells.txt, the netlist to
/// <language>-netlist.v.
[[nodiscard]] std::string synthesis_script(const std::vector<Top>& tops);

/// Proves the netlist of a language equal to the reference. Large circuits are proven in parts, with some bits of the
/// code fixed in each; two netlists of one circuit are so alike that they need no parts.
///
/// With registers, L + 1 clock cycles are unrolled from a state that is left open, and the outputs of the last one
/// compared. They depend on no earlier input if the proof holds, so it holds for every cycle after the first L.
[[nodiscard]] std::string proof_script(const Folder& folder, const std::string& language, Reference reference);

/// Into how many parts proof_script() divides the proof.
[[nodiscard]] std::size_t proof_parts(const Folder& folder, Reference reference);

/// The input of the model that Yosys printed where a proof failed, nothing if it printed none.
[[nodiscard]] std::optional<Counterexample> read_proof_counterexample(const Folder& folder, const std::string& style,
                                                                      const std::string& log);

}  // namespace rccm::verify
