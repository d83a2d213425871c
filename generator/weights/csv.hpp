#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "weights/histogram.hpp"
#include "weights/tensor.hpp"

namespace rccm {

/// The line that makes a text file a histogram.
inline constexpr std::string_view kHistogramHeader = "lower,upper,count";

/// Reads weights from text, the same in every locale. After the line "lower,upper,count" each line is one bin;
/// without it the text is numbers between commas, spaces and line ends, and gives a flat tensor named "values".
/// Lines that begin with '#' are comments. Throws Error (kInput) naming `where` and the line.
[[nodiscard]] std::variant<Tensor, Histogram> read_csv(std::string_view text, const std::string& where);

}  // namespace rccm
