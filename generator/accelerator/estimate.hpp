#pragma once

#include <cstdint>

#include "accelerator/design.hpp"
#include "circuit/json.hpp"

namespace rccm::accelerator {

/// What a layer costs and how fast it is.
struct Estimate {
  double element_luts = 0;  ///< of all processing elements
  double luts = 0;          ///< of the whole layer, LUTs used as memory or shift register included
  double registers = 0;
  int block_rams = 0;            ///< of 18 kbit
  int code_block_rams = 0;       ///< of these, for codes
  int wide_code_block_rams = 0;  ///< that 8-bit weights would take
  int dsps = 0;
  std::int64_t cycles = 0;  ///< for one image after another
  double busy = 0;          ///< the share of them in which the elements work
};

[[nodiscard]] Estimate make_estimate(const Design& design, const Plan& plan);

/// Images a second at a clock.
[[nodiscard]] double images_per_second(const Estimate& estimate, double clock_mhz);

[[nodiscard]] Json to_json(const Estimate& estimate);
[[nodiscard]] Json to_json(const Design& design, const Plan& plan);

/// For a person: shape, folds, memories, cost and speed.
[[nodiscard]] std::string estimate_text(const Design& design, const Plan& plan, const Estimate& estimate,
                                        double clock_mhz);

}  // namespace rccm::accelerator
