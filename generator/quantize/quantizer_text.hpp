#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quantize/quantizer.hpp"

namespace rccm {

/// A form of text that names quantisers, for help and messages.
struct QuantizerForm {
  std::string form;         ///< for example "uniform:M"
  std::string description;  ///< what it names and which values it may hold
};

/// All forms that parse_quantizer knows, in the order in which they are listed to people.
[[nodiscard]] std::vector<QuantizerForm> quantizer_forms();

/// The quantiser that a text names: one of the forms above, then perhaps "@" and what shares a scale ("@channel").
/// Throws Error (kUsage) that says what is wrong and lists the valid forms.
[[nodiscard]] Quantizer parse_quantizer(std::string_view text);

/// The text that names a quantiser; parse_quantizer of it gives the quantiser again, except that bounds of the scale
/// which are not the usual ones are lost, and that the circuit of a name that is not built in becomes its set.
[[nodiscard]] std::string to_text(const Quantizer& quantizer);

}  // namespace rccm
