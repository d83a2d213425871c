#include "quantize/fitted_quantizer.hpp"

#include <cassert>
#include <cmath>
#include <limits>

namespace rccm {
namespace {

/// value / scale, and its limit where the scale is 0: then only the sign of the value tells the level.
double unscaled(double value, double scale) {
  if (value == 0) return 0;
  return scale == 0 ? std::copysign(std::numeric_limits<double>::infinity(), value) : value / scale;
}

}  // namespace

std::uint32_t level_index(const FittedQuantizer& quantizer, std::size_t group, double value) {
  if (quantizer.thresholds.empty()) {
    return quantizer.levels.nearest(unscaled(value - quantizer.offset(group), quantizer.scales[group]));
  }
  const std::size_t count = quantizer.levels.count() - 1;
  const double* const thresholds = quantizer.thresholds.data() + group * count;
  std::size_t first = 0;
  std::size_t last = count;
  while (first < last) {
    const std::size_t middle = (first + last) / 2;
    if (is_above(value, thresholds[middle], quantizer.levels[middle], quantizer.levels[middle + 1])) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return static_cast<std::uint32_t>(first);
}

std::vector<std::uint32_t> assign(const FittedQuantizer& quantizer, const std::vector<double>& values) {
  std::vector<std::uint32_t> assignment(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    assignment[i] = level_index(quantizer, quantizer.grouping.group_of(i), values[i]);
  }
  return assignment;
}

std::vector<double> reconstruct(const FittedQuantizer& quantizer, const std::vector<std::uint32_t>& assignment) {
  std::vector<double> values(assignment.size());
  for (std::size_t i = 0; i < assignment.size(); ++i) {
    const std::size_t group = quantizer.grouping.group_of(i);
    values[i] = quantizer.offset(group) + quantizer.scales[group] * quantizer.levels[assignment[i]];
  }
  return values;
}

std::vector<double> quantize(const FittedQuantizer& quantizer, const std::vector<double>& values) {
  return reconstruct(quantizer, assign(quantizer, values));
}

double relative_error(const std::vector<double>& values, const std::vector<double>& approximation) {
  assert(values.size() == approximation.size());
  double error = 0;
  double power = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double difference = approximation[i] - values[i];
    error += difference * difference;
    power += values[i] * values[i];
  }
  return error == 0 ? 0 : error / power;
}

double sqnr_db(const FittedQuantizer& quantizer, const std::vector<double>& values) {
  return -10 * std::log10(relative_error(values, quantize(quantizer, values)));
}

}  // namespace rccm
