#include "quantize/apot.hpp"

#include <cmath>
#include <cstdint>

#include "quantize/best_scale.hpp"

namespace rccm {
namespace {

constexpr double kWeightStart = 3;      // in standard deviations
constexpr double kActivationStart = 8;  // in the unit of the activations

/// All sums of one value of each list.
std::vector<std::int64_t> sums(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> result;
  for (const std::int64_t x : a) {
    for (const std::int64_t y : b) result.push_back(x + y);
  }
  return result;
}

}  // namespace

CoefficientSet apot_magnitudes(int bits) {
  const int terms = bits / 2;
  const bool is_odd = bits % 2 == 1;
  // The least power of all: the last one of the last term, or p where it is alone.
  const int least = terms == 0 ? 0 : (terms - 1) + 2 * terms + (is_odd ? 1 : 0);
  const auto power = [&](int exponent) { return std::int64_t{1} << (least - exponent); };
  std::vector<std::int64_t> magnitudes{0};
  for (int i = 0; i < terms; ++i) {
    const int last = i + 2 * terms + (is_odd ? 1 : 0);
    magnitudes = sums(magnitudes, {0, power(i), power(i + terms), power(last)});
  }
  if (is_odd) magnitudes = sums(magnitudes, {0, power(2 * terms)});
  return canonical(distinct(std::move(magnitudes)));
}

Levels levels_of(const Apot& quantizer) {
  if (!quantizer.is_signed) return Levels::of_set(apot_magnitudes(quantizer.bits));
  return Levels::of_set(mirrored(apot_magnitudes(quantizer.bits - 1)));
}

GroupFit fit_group(const Apot& quantizer, const std::vector<double>& values) {
  const Levels levels = levels_of(quantizer);
  if (quantizer.start == ScaleStart::kBest) return {best_scale(levels, values).scale, 0, {}};
  if (!quantizer.is_signed) return {kActivationStart / levels.top(), 0, {}};
  double mean = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(values.size());
  double variance = 0;
  for (const double value : values) variance += (value - mean) * (value - mean);
  const double deviation = std::sqrt(variance / static_cast<double>(values.size()));
  return {kWeightStart * deviation / levels.top(), 0, {}};
}

}  // namespace rccm
