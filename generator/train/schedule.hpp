#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rccm::train {

/// How the learning rate falls.
struct Schedule {
  enum class Kind { kConstant, kCosine, kStep };
  Kind kind = Kind::kCosine;
  /// Of a schedule of steps: the parts of the training, ascending in 0..1, after each of which the rate is divided by
  /// ten.
  std::vector<double> steps{0.5, 0.75};
  double warm_up = 0;  ///< the part of the training, below 1, in which the rate rises evenly from zero
  bool operator==(const Schedule&) const = default;
};

/// What the base rate is multiplied by in step `step` of `steps`. A cosine ends at zero.
[[nodiscard]] double rate_factor(const Schedule& schedule, std::uint64_t step, std::uint64_t steps);

/// "constant", "cosine", "step" or "step:P,P,..". Throws Error (kUsage) that lists the forms.
[[nodiscard]] Schedule parse_schedule(std::string_view text);
[[nodiscard]] std::string to_text(const Schedule& schedule);

}  // namespace rccm::train
