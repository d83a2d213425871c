#include "quantize/quantizer_text.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <variant>

#include "circuit/presets.hpp"

namespace rccm {
namespace {

std::string number_text(double number) {
  std::string text(32, '\0');
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

template <typename Method>
std::string start_text(std::string name, const Method& method) {
  if (!method.is_signed) name += "-unsigned";
  name += ":" + std::to_string(method.bits);
  if (method.start == Method{}.start) return name;
  return name + (method.start == ScaleStart::kBest ? ":best" : ":published");
}

std::string set_text(const CoefficientSet& set) {
  const bool symmetric = is_symmetric(set);
  std::string text = symmetric ? "mirrored:" : "set:";
  const char* separator = "";
  for (const std::int64_t c : set) {
    if (symmetric && c < 0) continue;
    text += separator + std::to_string(c);
    separator = ",";
  }
  return text;
}

std::string activation_text(const Activation& activation) {
  std::string text = (activation.is_signed ? "signed:" : "unsigned:") + std::to_string(activation.bits);
  switch (activation.calibration) {
    case Calibration::kMaximum:
      return text + ":max";
    case Calibration::kPercentile:
      return text + ":" + number_text(activation.percentile) + "%";
    case Calibration::kError:
      return text;
    case Calibration::kLearned:
      return text + ":learned";
  }
  return text;
}

/// The text of each kind of quantiser.
struct MethodText {
  std::string operator()(const CoefficientQuantizer& q) const {
    const auto circuit = preset_circuit(q.name);
    return circuit && coefficient_set(*circuit) == q.set ? q.name : set_text(q.set);
  }
  std::string operator()(const FixedPoint& q) const {
    return "fixed:" + std::to_string(q.integer_bits) + "." + std::to_string(q.fraction_bits);
  }
  std::string operator()(const Uniform& q) const { return "uniform:" + std::to_string(q.levels); }
  std::string operator()(const Quantile& q) const {
    return "quantile:" + std::to_string(q.levels) + (q.has_mean ? "" : ":centred");
  }
  std::string operator()(const DynamicFixedPoint& q) const {
    return "dynamic:" + std::to_string(q.bits) + (q.most_overflow == 0 ? "" : ":" + number_text(q.most_overflow));
  }
  std::string operator()(const Binary& /*q*/) const { return "binary"; }
  std::string operator()(const Ternary& q) const {
    if (q == Ternary{}) return "ternary";
    return "ternary:" + (q.threshold_factor ? number_text(*q.threshold_factor) : "best");
  }
  std::string operator()(const Symmetric& q) const { return "symmetric:" + std::to_string(q.levels); }
  std::string operator()(const Apot& q) const { return start_text("apot", q); }
  std::string operator()(const Lsq& q) const { return start_text("lsq", q); }
  std::string operator()(const Activation& q) const { return activation_text(q); }
  std::string operator()(const Equiprobable& q) const {
    return "relu-quantile:" + std::to_string(q.levels) + (q.from_samples ? ":samples" : "");
  }
};

}  // namespace

std::string to_text(const Quantizer& quantizer) {
  std::string text = std::visit(MethodText{}, quantizer.method);
  if (quantizer.granularity != Granularity::kLayer) text += "@" + to_text(quantizer.granularity);
  return text;
}

}  // namespace rccm
