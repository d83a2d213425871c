#include "quantize/quantizer.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include "support/error.hpp"

namespace rccm {
namespace {

bool learns_scale(const QuantizerMethod& method) {
  return std::holds_alternative<CoefficientQuantizer>(method) || std::holds_alternative<Uniform>(method) ||
         std::holds_alternative<Symmetric>(method) || std::holds_alternative<Apot>(method) ||
         std::holds_alternative<Lsq>(method) || std::holds_alternative<Activation>(method);
}

GroupFit fit_group(const QuantizerMethod& method, const std::vector<double>& values, const LayerStatistics& layer) {
  return std::visit(
      [&](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        if constexpr (std::is_same_v<Kind, FixedPoint>) {
          return rccm::fit_group(kind);
        } else if constexpr (std::is_same_v<Kind, Symmetric>) {
          return rccm::fit_group(kind, values, layer);
        } else {
          return rccm::fit_group(kind, values);
        }
      },
      method);
}

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (const std::uint64_t size : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
  return text + ")";
}

void check(const std::vector<double>& values, const std::vector<std::uint64_t>& shape, const std::string& where) {
  if (values.empty()) throw input_error(where + ": no values to fit a quantizer to: give a tensor that holds some");
  std::uint64_t size = 1;
  for (const std::uint64_t dimension : shape) size *= dimension;
  if (size != values.size()) {
    throw input_error(where + ": the shape " + shape_text(shape) + " does not hold " + std::to_string(values.size()) +
                      " values: give the tensor's own shape");
  }
  const auto bad = std::find_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); });
  if (bad != values.end()) {
    throw input_error(where + ": the value at index " + std::to_string(bad - values.begin()) +
                      " is not finite: clean the tensor, or train with a smaller step");
  }
}

}  // namespace

Levels levels_of(const Quantizer& quantizer) {
  return std::visit([](const auto& kind) { return levels_of(kind); }, quantizer.method);
}

int level_bits(const Quantizer& quantizer) {
  return static_cast<int>(std::bit_width(levels_of(quantizer).count() - 1));
}

FittedQuantizer fit(const Quantizer& quantizer, const std::vector<double>& values,
                    const std::vector<std::uint64_t>& shape, const std::string& where) {
  check(values, shape, where);
  FittedQuantizer result;
  result.levels = levels_of(quantizer);
  result.grouping = grouping(quantizer.granularity, shape);
  result.learns_scale = learns_scale(quantizer.method);
  if (const auto* lsq = std::get_if<Lsq>(&quantizer.method)) {
    result.scale_gradient_factor = gradient_factor(*lsq, values.size() / result.grouping.count);
  }
  LayerStatistics layer;
  for (const double value : values) layer.largest = std::max(layer.largest, std::abs(value));
  bool has_offset = false;
  for (const std::vector<double>& group : split(result.grouping, values)) {
    const GroupFit fitted = fit_group(quantizer.method, group, layer);
    result.scales.push_back(fitted.scale);
    result.offsets.push_back(fitted.offset);
    has_offset = has_offset || fitted.offset != 0;
    result.thresholds.insert(result.thresholds.end(), fitted.thresholds.begin(), fitted.thresholds.end());
  }
  if (!has_offset) result.offsets.clear();
  return result;
}

FittedQuantizer fit(const Quantizer& quantizer, const Tensor& tensor) {
  return fit(quantizer, tensor.values, tensor.shape, tensor.name.empty() ? "the tensor" : tensor.name);
}

}  // namespace rccm
