#include "weights/load.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>
#include <variant>

#include "support/error.hpp"
#include "support/files.hpp"
#include "weights/csv.hpp"
#include "weights/format.hpp"
#include "weights/glob.hpp"
#include "weights/npy.hpp"
#include "weights/npz.hpp"
#include "weights/safetensors.hpp"

namespace rccm {
namespace {

namespace fs = std::filesystem;

/// Beyond these a sum of squares could overflow or vanish; no network comes near.
constexpr double kLargestMagnitude = 1e100;
constexpr double kSmallestMagnitude = 1e-100;

struct Spec {
  std::string file;
  std::optional<std::string> pattern;
};

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

/// Both file and tensor names may hold colons, so the longest part before a colon that exists is the file.
Spec split_spec(const std::string& spec) {
  if (exists(spec)) return {spec, std::nullopt};
  std::size_t colon = spec.rfind(':');
  while (colon != std::string::npos && colon > 0 && !exists(spec.substr(0, colon))) colon = spec.rfind(':', colon - 1);
  if (colon == std::string::npos || colon == 0) colon = spec.find(':');
  if (colon == std::string::npos) return {spec, std::nullopt};
  Spec result{spec.substr(0, colon), spec.substr(colon + 1)};
  if (result.file.empty()) throw input_error("'" + spec + "': no file before the colon: write FILE or FILE:TENSOR");
  if (result.pattern->empty()) throw input_error(spec + ": no tensor name after the colon: write FILE or FILE:TENSOR");
  return result;
}

/// Labels reach terminals and the comments of generated files, where a line end in a name would do harm.
std::string printable(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = '?';
  }
  return text;
}

std::string list_names(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  if (names.empty()) return "it holds none";
  std::string list = "it holds ";
  for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i) list += (i == 0 ? "" : ", ") + printable(names[i]);
  if (names.size() > kShown) list += " and " + std::to_string(names.size() - kShown) + " more";
  return list;
}

void check_values(const Tensor& tensor, const std::string& where) {
  if (tensor.values.empty()) throw input_error(where + ": holds no values: name a tensor that does");
  const auto refuse = [&](const char* what, auto is_bad) {
    const auto bad = std::count_if(tensor.values.begin(), tensor.values.end(), is_bad);
    if (bad == 0) return;
    const auto first = std::find_if(tensor.values.begin(), tensor.values.end(), is_bad) - tensor.values.begin();
    throw input_error(where + ": " + std::to_string(bad) + " of " + std::to_string(tensor.values.size()) +
                      " values are " + what + " (first at index " + std::to_string(first) + "): clean the tensor");
  };
  refuse("NaN", [](double value) { return std::isnan(value); });
  refuse("infinite", [](double value) { return std::isinf(value); });
}

/// The tensors of a file of several that the pattern asks for.
template <typename Read>
std::vector<Tensor> select_tensors(const Read& read, const std::string& bytes, const Spec& spec) {
  std::vector<std::string> names;
  std::vector<Tensor> tensors = read(bytes, spec.file, [&](std::string_view name) {
    names.emplace_back(name);
    return !spec.pattern || glob_matches(*spec.pattern, name);
  });
  if (tensors.empty()) {
    throw input_error(spec.file + ": no tensor " + (spec.pattern ? "matches '" + *spec.pattern + "'" : "in it") + ": " +
                      list_names(names));
  }
  // Counters and the like stand beside weights in checkpoints; a pattern must not sweep them in.
  std::erase_if(tensors, [&](const Tensor& tensor) { return !tensor.floating && tensor.name != spec.pattern; });
  if (tensors.empty()) {
    throw input_error(spec.file + ": only integer tensors " +
                      (spec.pattern ? "match '" + *spec.pattern + "'" : "are in it") +
                      ": ask for one by its full name; " + list_names(names));
  }
  return tensors;
}

/// The one tensor of a file that holds no names, called `name` so that a pattern can be checked.
std::vector<Tensor> only_tensor(Tensor tensor, std::string name, const Spec& spec) {
  tensor.name = std::move(name);
  if (spec.pattern && !glob_matches(*spec.pattern, tensor.name)) {
    throw input_error(spec.file + ": no tensor matches '" + *spec.pattern + "': " + list_names({tensor.name}));
  }
  std::vector<Tensor> tensors;
  tensors.push_back(std::move(tensor));
  return tensors;
}

void check_magnitude(double largest, const std::string& where) {
  if (largest == 0) throw input_error(where + ": all weights are zero: nothing can be fitted to them");
  if (largest > kLargestMagnitude || largest < kSmallestMagnitude) {
    throw input_error(where + ": the largest magnitude lies outside 1e-100..1e100: scale the weights");
  }
}

double largest_magnitude(const Histogram& histogram) {
  return std::max(std::abs(histogram.bins.front().lower), std::abs(histogram.bins.back().upper));
}

void add_counts(Histogram& sum, const Histogram& more, const std::string& where) {
  const auto same_place = [](const HistogramBin& a, const HistogramBin& b) {
    return a.lower == b.lower && a.upper == b.upper;
  };
  if (!std::equal(sum.bins.begin(), sum.bins.end(), more.bins.begin(), more.bins.end(), same_place)) {
    throw input_error(where +
                      ": its bins differ from those of the histogram before it: "
                      "make both over the same range with the same number of bins");
  }
  double total = 0;
  for (std::size_t i = 0; i < sum.bins.size(); ++i) total += sum.bins[i].count += more.bins[i].count;
  if (!std::isfinite(total)) throw input_error(where + ": the sum of the counts is not finite: scale them down");
}

}  // namespace

WeightSource load_weight_source(const std::string& spec) {
  const Spec asked = split_spec(spec);
  const std::string bytes = read_file(asked.file);
  const std::string label = printable(fs::path(asked.file).filename().string());
  WeightSource source;
  switch (detect_weight_format(bytes, asked.file)) {
    case WeightFormat::kNpy:
      source.tensors = only_tensor(read_npy(bytes, asked.file), fs::path(asked.file).stem().string(), asked);
      source.labels = {label};
      break;
    case WeightFormat::kNpz:
      source.tensors = select_tensors(read_npz, bytes, asked);
      break;
    case WeightFormat::kSafetensors:
      source.tensors = select_tensors(read_safetensors, bytes, asked);
      break;
    case WeightFormat::kCsv: {
      std::variant<Tensor, Histogram> content = read_csv(bytes, asked.file);
      source.labels = {label};
      if (auto* histogram = std::get_if<Histogram>(&content)) {
        if (asked.pattern) {
          throw input_error(asked.file + ": is a histogram and has no tensor '" + *asked.pattern +
                            "': name only the file");
        }
        source.histogram = std::move(*histogram);
      } else {
        source.tensors = only_tensor(std::get<Tensor>(std::move(content)), "values", asked);
      }
      break;
    }
  }
  const bool named = source.labels.empty();
  for (const Tensor& tensor : source.tensors) {
    check_values(tensor, named ? asked.file + ":" + tensor.name : asked.file);
    if (named) source.labels.push_back(label + ":" + printable(tensor.name));
  }
  return source;
}

Weights load_weights(const std::vector<std::string>& specs) {
  if (specs.empty()) throw usage_error("no weights: name at least one FILE or FILE:TENSOR");
  Weights weights;
  for (const std::string& spec : specs) {
    WeightSource source = load_weight_source(spec);
    if (source.histogram ? !weights.values.empty() : weights.histogram.has_value()) {
      throw input_error(spec + ": samples and a histogram cannot be joined: give either samples or histograms");
    }
    if (source.histogram) {
      check_magnitude(largest_magnitude(*source.histogram), spec);
      if (weights.histogram) {
        add_counts(*weights.histogram, *source.histogram, spec);
      } else {
        weights.histogram = std::move(source.histogram);
      }
    }
    for (Tensor& tensor : source.tensors) {
      if (weights.values.empty()) {
        weights.values = std::move(tensor.values);
      } else {
        weights.values.insert(weights.values.end(), tensor.values.begin(), tensor.values.end());
        tensor.values = {};
      }
    }
    std::move(source.labels.begin(), source.labels.end(), std::back_inserter(weights.sources));
  }
  if (!weights.histogram) {
    double largest = 0;
    for (const double value : weights.values) largest = std::max(largest, std::abs(value));
    check_magnitude(largest, specs.size() == 1 ? specs.front()
                                               : specs.front() + " and " + std::to_string(specs.size() - 1) + " more");
  }
  return weights;
}

}  // namespace rccm
