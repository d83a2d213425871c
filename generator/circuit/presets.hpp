#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm {

/// A circuit that is addressed by name wherever a circuit file is expected.
struct Preset {
  std::string name;  ///< for example "addnet:2-add"
  std::string description;
};

/// The built-in circuits, in the order in which they are listed to people.
[[nodiscard]] std::vector<Preset> presets();

/// The built-in circuit of that name, nothing if there is none. The name of a baseline, such as "booth:8x4", holds its
/// input's width; input_bits is for the others. The text form of AddnetParameters is a name too, so that a line of a
/// search's table can be shown or emitted.
[[nodiscard]] std::optional<Circuit> preset_circuit(std::string_view name, int input_bits = 8,
                                                    bool input_signed = true);

}  // namespace rccm
