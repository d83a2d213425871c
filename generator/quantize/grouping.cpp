#include "quantize/grouping.hpp"

#include <array>
#include <utility>

namespace rccm {
namespace {

constexpr std::array<std::pair<Granularity, std::string_view>, 5> kNames{{{Granularity::kLayer, "layer"},
                                                                          {Granularity::kChannel, "channel"},
                                                                          {Granularity::kKernel, "kernel"},
                                                                          {Granularity::kRow, "row"},
                                                                          {Granularity::kPixel, "pixel"}}};

}  // namespace

std::string to_text(Granularity granularity) {
  for (const auto& [value, name] : kNames) {
    if (value == granularity) return std::string(name);
  }
  return {};
}

std::optional<Granularity> parse_granularity(std::string_view text) {
  for (const auto& [value, name] : kNames) {
    if (name == text) return value;
  }
  return std::nullopt;
}

Grouping grouping(Granularity granularity, const std::vector<std::uint64_t>& shape) {
  const auto product = [&](std::size_t first, std::size_t last) {
    std::size_t result = 1;
    for (std::size_t i = first; i < last && i < shape.size(); ++i) result *= shape[i];
    return result;
  };
  const std::size_t dimensions = shape.size();
  switch (granularity) {
    case Granularity::kLayer:
      return {1, 1};
    case Granularity::kChannel:
      return {product(0, 1), product(1, dimensions)};
    case Granularity::kKernel:
      return {product(0, 2), product(2, dimensions)};
    case Granularity::kRow:
      return {product(2, 3), product(3, dimensions)};
    case Granularity::kPixel:
      return {product(2, dimensions), 1};
  }
  return {};
}

std::vector<std::vector<double>> split(const Grouping& grouping, const std::vector<double>& values) {
  std::vector<std::vector<double>> groups(grouping.count);
  for (std::vector<double>& group : groups) group.reserve(values.size() / grouping.count);
  for (std::size_t i = 0; i < values.size(); ++i) groups[grouping.group_of(i)].push_back(values[i]);
  return groups;
}

}  // namespace rccm
