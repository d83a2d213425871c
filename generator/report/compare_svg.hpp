#pragma once

#include <cstddef>
#include <string>

#include "report/comparison.hpp"

namespace rccm::report {

/// A plot of SQNR over LUTs for one of the comparison's weights, as an SVG document: a mark a multiplier, by kind and
/// labelled with its stored bits, and the front as a step line. Throws Error (kInput) where there is nothing to draw.
[[nodiscard]] std::string compare_svg(const Comparison& comparison, std::size_t weights = 0);

}  // namespace rccm::report
