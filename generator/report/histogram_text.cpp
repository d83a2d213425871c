#include "report/histogram_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "report/algebra.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

constexpr std::size_t kMargin = 2;
constexpr double kMostSigmas = 5;  // an outlier would flatten everything else
constexpr double kRareShare = 1e-3;

// Three significant digits.
std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

// The masses of equal columns over [-range, range].
std::vector<double> column_masses(const Distribution& weights, double range, std::size_t count) {
  const auto edge = [&](std::size_t i) {
    return range * (2 * static_cast<double>(i) - static_cast<double>(count)) / static_cast<double>(count);
  };
  std::vector<double> masses;
  for (std::size_t i = 0; i < count; ++i) {
    masses.push_back(std::max(0.0, weights.mass_above(edge(i)) - weights.mass_above(edge(i + 1))));
  }
  return masses;
}

// Bars in eighths of a line, from the top line to the bottom one.
std::string bars(const std::vector<double>& masses, std::size_t height) {
  constexpr std::array<const char*, 9> eighths{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double highest = std::max(*std::max_element(masses.begin(), masses.end()), 1e-300);
  std::string text;
  for (std::size_t line = height; line-- > 0;) {
    std::string row(kMargin, ' ');
    for (const double mass : masses) {
      const double full = mass / highest * static_cast<double>(8 * height);
      // What is there at all is seen, on the lowest line.
      const auto size = static_cast<std::size_t>(mass > 0 ? std::max(1.0, std::round(full)) : 0.0);
      row += eighths.at(std::clamp<std::size_t>(size, 8 * line, 8 * line + 8) - 8 * line);
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

// "▲" below a column that holds one level, their number where it holds more.
std::string level_marks(const std::vector<int>& counts) {
  std::string row(kMargin, ' ');
  for (const int count : counts) row += count == 0 ? " " : count == 1 ? "▲" : count < 10 ? std::to_string(count) : "+";
  row.erase(row.find_last_not_of(' ') + 1);
  return row + "\n";
}

std::string axis(double range, std::size_t count) {
  const std::string zero = "0";
  std::string low = number(-range);
  const std::string high = number(range);
  low += std::string(count / 2 - low.size(), ' ') + zero;
  return std::string(kMargin, ' ') + low + std::string(count - low.size() - high.size(), ' ') + high + "\n";
}

// How many levels get less than a share of the weights each.
std::size_t rarely_used(const CoefficientSet& set, double scale, const Distribution& weights, double share) {
  std::size_t rare = 0;
  double above = 1;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool is_last = i + 1 == set.size();
    const double edge = is_last ? 0 : scale * (static_cast<double>(set[i]) + static_cast<double>(set[i + 1])) / 2;
    const double next = is_last ? 0 : weights.mass_above(edge);
    if (above - next < share) ++rare;
    above = next;
  }
  return rare;
}

}  // namespace

std::string histogram_text(const CoefficientSet& set, double scale, const Distribution& weights,
                           const HistogramTextParams& params) {
  // An odd number of columns puts 0 in the middle of one.
  const std::size_t count = (std::max<std::size_t>(params.width, 40) - 2 * kMargin - 1) / 2 * 2 + 1;
  const double range = std::min(weights.default_range(), kMostSigmas * weights.rms());
  std::vector<int> counts(count, 0);
  std::size_t beyond = 0;
  for (const std::int64_t c : set) {
    const double position = (static_cast<double>(c) * scale / range + 1) / 2 * static_cast<double>(count);
    if (position < 0 || position > static_cast<double>(count)) {
      ++beyond;
    } else {
      ++counts[std::min(static_cast<std::size_t>(position), count - 1)];
    }
  }
  std::string legend = "Bars: weights. ▲: a level";
  if (std::any_of(counts.begin(), counts.end(), [](int n) { return n > 1; })) legend += "; a digit: several";
  legend += ".";
  if (beyond > 0) {
    const double top = scale * static_cast<double>(std::max(std::abs(set.front()), std::abs(set.back())));
    legend += " Beyond the picture: " + counted(beyond, "level") + ", up to a magnitude of " + number(top) + ".";
  }
  const std::size_t rare = rarely_used(set, scale, weights, kRareShare);
  if (rare > 0) legend += " Less than 1 weight in 1000 each: " + counted(rare, "level") + ".";
  return bars(column_masses(weights, range, count), params.height) + level_marks(counts) + axis(range, count) + "  " +
         wrapped(legend, params.width - kMargin, kMargin) + "\n";
}

}  // namespace rccm::report
