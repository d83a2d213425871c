#pragma once

#include <optional>

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// What a layer may cost, or must reach.
struct Budget {
  std::optional<double> luts;
  std::optional<int> block_rams;  ///< of 18 kbit
  std::optional<double> images_per_second;
  double clock_mhz = 200;
};

/// Whether anything is asked for.
[[nodiscard]] bool is_given(const Budget& budget);

/// A number of lanes and elements.
struct Choice {
  int lanes = 0;
  int elements = 0;
};

/// The lanes and elements that the budget asks for: where images a second are given, those with fewest LUTs that reach
/// them; otherwise the fastest ones within the LUTs and block RAMs, of these those with fewest LUTs. Throws Error
/// (kUsage) that says what comes nearest where nothing fits.
[[nodiscard]] Choice choose(const Design& design, const Budget& budget);

}  // namespace rccm::accelerator
