#pragma once

#include <map>
#include <string>
#include <vector>

#include "train/weight_scheme.hpp"

namespace rccm::cli {

/// What weights are to be rounded to: a built-in circuit, a circuit file, whose first circuit is taken, or a quantiser
/// such as "apot:4". Throws Error: kUsage for none of these; kInput for a file that cannot be read.
[[nodiscard]] train::WeightScheme named_scheme(const std::string& name);

/// The schemes of "LAYER=NAME" options, behind those that are there already.
void add_layer_schemes(const std::vector<std::string>& texts, std::vector<train::WeightScheme>& schemes,
                       std::map<std::string, int>& layers);

}  // namespace rccm::cli
