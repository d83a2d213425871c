#pragma once

#include <string>

#include "accelerator/design.hpp"
#include "circuit/json.hpp"

namespace rccm::accelerator {

/// "rccm.layer/1": the layer with all its numbers and the design. Reading it again gives the same hardware.
[[nodiscard]] Json to_json(const Design& design);

/// Reads "rccm.layer/1". Words, biases and factors are lists, or drawn from "seed" where that stands in their place.
/// Throws Error (kInput) naming `where` and the key for unknown keys, wrong types and what complete() refuses.
[[nodiscard]] Design design_from_json(const Json& json, const std::string& where);

/// Whether a document says that it is "rccm.layer/1".
[[nodiscard]] bool is_layer(const Json& json);

}  // namespace rccm::accelerator
