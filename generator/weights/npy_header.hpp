#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rccm {

/// What the Python dictionary at the head of a .npy file says.
struct NpyHeader {
  std::string descr;  ///< byte order, kind and size, such as "<f4"
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;
};

/// More dimensions than any library makes (NumPy's own limit).
inline constexpr std::size_t kMaxDimensions = 64;

/// Parses the dictionary literal: exactly the keys descr, fortran_order and shape, each once, in any order.
/// Throws Error (kInput) naming `where` and the character at fault.
[[nodiscard]] NpyHeader parse_npy_header(std::string_view text, const std::string& where);

}  // namespace rccm
