#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rccm {

/// One array of a .npz file to be written: little-endian elements in C order.
struct NpzArray {
  std::string name;
  std::string descr;  ///< NumPy's name of the element type, such as "<f4"
  std::vector<std::uint64_t> shape;
  std::string bytes;
};

/// An array of the values given, whose number must be the product of the shape.
[[nodiscard]] NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const float> values);
[[nodiscard]] NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape, std::span<const double> values);
[[nodiscard]] NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape,
                                 std::span<const std::int64_t> values);
[[nodiscard]] NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape,
                                 std::span<const std::uint32_t> values);
[[nodiscard]] NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape,
                                 std::span<const std::uint16_t> values);
[[nodiscard]] NpzArray npz_array(std::string name, std::vector<std::uint64_t> shape,
                                 std::span<const std::uint8_t> values);

/// The bytes of a NumPy .npz archive of the arrays in this order, stored without compression and without times, so that
/// the same arrays give the same bytes. Throws Error (kUsage) where they exceed the 4 GiB of a plain zip archive.
[[nodiscard]] std::string write_npz(const std::vector<NpzArray>& arrays);

}  // namespace rccm
