#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rccm {

/// Which weights of a layer share a scale. Shapes are output channels first: (out, in, height, width) of a
/// convolution, (out, in) of a linear layer.
enum class Granularity {
  kLayer,    ///< one scale
  kChannel,  ///< one per output channel: the first dimension
  kKernel,   ///< one per pair of output and input channel: the first two dimensions
  kRow,      ///< one per row of the kernel, over all channels; a linear layer has one row
  kPixel,    ///< one per place in the kernel, over all channels; a linear layer has one pixel
};

[[nodiscard]] std::string to_text(Granularity granularity);
[[nodiscard]] std::optional<Granularity> parse_granularity(std::string_view text);

/// Equal groups of a tensor's elements in C order: element i belongs to group (i / stride) % count.
struct Grouping {
  std::size_t count = 1;
  std::size_t stride = 1;

  [[nodiscard]] std::size_t group_of(std::size_t element) const { return element / stride % count; }
  bool operator==(const Grouping&) const = default;
};

/// The groups of a tensor of that shape, all of whose dimensions are at least 1.
[[nodiscard]] Grouping grouping(Granularity granularity, const std::vector<std::uint64_t>& shape);

/// The values of each group, in the order of the tensor.
[[nodiscard]] std::vector<std::vector<double>> split(const Grouping& grouping, const std::vector<double>& values);

}  // namespace rccm
