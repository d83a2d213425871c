#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "circuit/presets.hpp"
#include "quantize/quantizer_text.hpp"
#include "support/error.hpp"

namespace rccm {
namespace {

constexpr int kMostLevels = 65536;

/// A number that is the whole text.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(number)) return std::nullopt;
  }
  return number;
}

std::optional<int> parse_within(std::string_view text, int low, int high) {
  const auto number = parse_number<int>(text);
  return number && *number >= low && *number <= high ? number : std::nullopt;
}

/// What stands before and after the first colon; nothing after it where there is none.
std::pair<std::string_view, std::optional<std::string_view>> split_colon(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

using Parsed = std::optional<QuantizerMethod>;

/// A form and how what stands behind its name is read; nothing there reads as nothing.
struct Form {
  std::string name;
  std::string form;
  std::string description;
  std::function<Parsed(std::optional<std::string_view>)> parse;
};

Parsed parse_set(std::optional<std::string_view> text, bool mirror) {
  if (!text) return std::nullopt;
  std::vector<std::int64_t> values;
  for (std::string_view rest = *text;;) {
    const std::size_t comma = rest.find(',');
    const auto value = parse_number<std::int64_t>(rest.substr(0, comma));
    if (!value || *value < -kMaxCoefficient || *value > kMaxCoefficient) return std::nullopt;
    values.push_back(*value);
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  CoefficientSet set = distinct(std::move(values));
  if (mirror) set = mirrored(set);
  if (set.front() == 0 && set.back() == 0) return std::nullopt;
  return CoefficientQuantizer{"", std::move(set), {}};
}

Parsed parse_fixed(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  const std::size_t dot = text->find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto integer = parse_within(text->substr(0, dot), 1, 32);
  const auto fraction = parse_within(text->substr(dot + 1), 0, 31);
  if (!integer || !fraction || *integer + *fraction < 2 || *integer + *fraction > 32) return std::nullopt;
  return FixedPoint{*integer, *fraction};
}

Parsed parse_ternary(std::optional<std::string_view> text) {
  if (!text) return Ternary{};
  if (*text == "best") return Ternary{std::nullopt};
  const auto factor = parse_number<double>(*text);
  if (!factor || *factor < 0) return std::nullopt;
  return Ternary{*factor};
}

Parsed parse_dynamic(std::optional<std::string_view> text) {
  if (!text) return std::nullopt;
  const auto [bits_text, rate_text] = split_colon(*text);
  const auto bits = parse_within(bits_text, 2, 32);
  const auto rate = rate_text ? parse_number<double>(*rate_text) : 0.0;
  if (!bits || !rate || *rate < 0 || *rate > 1) return std::nullopt;
  return DynamicFixedPoint{*bits, *rate};
}

Parsed parse_activation(std::optional<std::string_view> text, bool is_signed) {
  if (!text) return std::nullopt;
  const auto [bits_text, calibration] = split_colon(*text);
  const auto bits = parse_within(bits_text, is_signed ? 2 : 1, 16);
  if (!bits) return std::nullopt;
  Activation activation{*bits, is_signed};
  if (!calibration || *calibration == "error") return activation;
  if (*calibration == "max") {
    activation.calibration = Calibration::kMaximum;
  } else if (*calibration == "learned") {
    activation.calibration = Calibration::kLearned;
  } else {
    if (!calibration->ends_with('%')) return std::nullopt;
    const auto percentile = parse_number<double>(calibration->substr(0, calibration->size() - 1));
    if (!percentile || *percentile <= 0 || *percentile > 100) return std::nullopt;
    activation.calibration = Calibration::kPercentile;
    activation.percentile = *percentile;
  }
  return activation;
}

/// "B" or "B:best" or "B:published" for quantisers whose scale starts in one of two places.
template <typename Method>
Parsed parse_start(std::optional<std::string_view> text, Method method, int least_bits, int most_bits) {
  if (!text) return std::nullopt;
  const auto [bits_text, start] = split_colon(*text);
  const auto bits = parse_within(bits_text, least_bits, most_bits);
  if (!bits || (start && *start != "best" && *start != "published")) return std::nullopt;
  method.bits = *bits;
  if (start) method.start = *start == "best" ? ScaleStart::kBest : ScaleStart::kPublished;
  return method;
}

/// A number of levels and perhaps one word.
template <typename Method>
Parsed parse_levels(std::optional<std::string_view> text, Method method, std::string_view word, bool Method::*flag,
                    bool value) {
  if (!text) return std::nullopt;
  const auto [count_text, option] = split_colon(*text);
  const auto count = parse_within(count_text, 2, kMostLevels);
  if (!count || (option && *option != word)) return std::nullopt;
  method.levels = *count;
  if (option) method.*flag = value;
  return method;
}

const std::vector<Form>& forms() {
  using Text = std::optional<std::string_view>;
  static const std::vector<Form> all{
      {"set", "set:C,C,..", "the coefficients listed, one of them other than 0",
       [](Text text) { return parse_set(text, false); }},
      {"mirrored", "mirrored:C,C,..", "the coefficients listed and their negatives",
       [](Text text) { return parse_set(text, true); }},
      {"fixed", "fixed:M.N",
       "fixed point with M integer bits, the sign among them, and N fraction bits; 2 to 32 in all", parse_fixed},
      {"uniform", "uniform:M", "M evenly spaced levels, the step of least squared error; M from 2 to 65536",
       [](Text text) -> Parsed {
         const auto levels = text ? parse_within(*text, 2, kMostLevels) : std::nullopt;
         return levels ? Parsed(Uniform{*levels}) : std::nullopt;
       }},
      {"quantile", "quantile:K[:centred]", "K equally likely levels of normally distributed weights; centred: mean 0",
       [](Text text) { return parse_levels(text, Quantile{}, "centred", &Quantile::has_mean, false); }},
      {"relu-quantile", "relu-quantile:K[:samples]",
       "K equally likely levels of activations after ReLU, taken for half-normal or as the samples are",
       [](Text text) { return parse_levels(text, Equiprobable{}, "samples", &Equiprobable::from_samples, true); }},
      {"dynamic", "dynamic:B[:RATE]",
       "B-bit dynamic fixed point, B from 2 to 32, of whose values the part RATE may overflow", parse_dynamic},
      {"binary", "binary", "the sign times the mean magnitude",
       [](Text text) { return text ? std::nullopt : Parsed(Binary{}); }},
      {"ternary", "ternary[:FACTOR|:best]",
       "0 up to FACTOR (0.7) times the mean magnitude, else the sign times a scale; best: the best threshold",
       parse_ternary},
      {"symmetric", "symmetric:M", "M (2 or 3) levels with a learned scale; goes with @pixel, @row or @layer",
       [](Text text) -> Parsed {
         const auto levels = text ? parse_within(*text, 2, 3) : std::nullopt;
         return levels ? Parsed(Symmetric{*levels}) : std::nullopt;
       }},
      {"apot", "apot:B[:published]", "additive powers of two with B bits, 2 to 8, the scale starting at its best",
       [](Text text) { return parse_start(text, Apot{}, 2, 8); }},
      {"apot-unsigned", "apot-unsigned:B[:published]", "the same for activations after ReLU",
       [](Text text) {
         return parse_start(text, Apot{4, false}, 1, 8);
       }},
      {"lsq", "lsq:B[:best]", "learned-step uniform with B bits, 2 to 16, the step starting where it is published",
       [](Text text) { return parse_start(text, Lsq{}, 2, 16); }},
      {"lsq-unsigned", "lsq-unsigned:B[:best]", "the same for activations after ReLU",
       [](Text text) {
         return parse_start(text, Lsq{4, false}, 1, 16);
       }},
      {"unsigned", "unsigned:B[:error|:max|:P%|:learned]",
       "B-bit activations after ReLU, B from 1 to 16, with the range of least error, of the maximum, of P percent, or "
       "where learning starts",
       [](Text text) { return parse_activation(text, false); }},
      {"signed", "signed:B[:error|:max|:P%|:learned]", "the same for activations of both signs, B from 2 to 16",
       [](Text text) { return parse_activation(text, true); }},
  };
  return all;
}

std::string listed_forms() {
  std::string list;
  for (const QuantizerForm& form : quantizer_forms()) list += "\n  " + form.form + "  " + form.description;
  return list;
}

}  // namespace

std::vector<QuantizerForm> quantizer_forms() {
  std::vector<QuantizerForm> result;
  std::string names;
  for (const Preset& preset : presets()) names += (names.empty() ? "" : ", ") + preset.name;
  result.push_back({"CIRCUIT", "the coefficients of a built-in circuit: " + names});
  for (const Form& form : forms()) result.push_back({form.form, form.description});
  return result;
}

Quantizer parse_quantizer(std::string_view text) {
  Quantizer quantizer;
  std::string_view method = text;
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    const std::string_view name = text.substr(at + 1);
    const auto granularity = parse_granularity(name);
    if (!granularity) {
      throw usage_error("quantizer '" + std::string(text) + "': nothing shares a scale by '" + std::string(name) +
                        "': write @layer, @channel, @kernel, @row or @pixel");
    }
    quantizer.granularity = *granularity;
    method = text.substr(0, at);
  }
  if (const auto circuit = preset_circuit(method)) {
    quantizer.method = quantizer_of(*circuit);
    return quantizer;
  }
  const auto [name, rest] = split_colon(method);
  for (const Form& form : forms()) {
    if (form.name != name) continue;
    if (const Parsed parsed = form.parse(rest)) {
      quantizer.method = *parsed;
      return quantizer;
    }
    throw usage_error("quantizer '" + std::string(text) + "': not of the form " + form.form + ": " + form.description);
  }
  throw usage_error("quantizer '" + std::string(text) +
                    "': unknown: write one of the following, and perhaps @layer, @channel, @kernel, @row or @pixel "
                    "behind it for what shares a scale" +
                    listed_forms());
}

}  // namespace rccm
