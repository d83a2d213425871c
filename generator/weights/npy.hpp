#pragma once

#include <string>
#include <string_view>

#include "weights/tensor.hpp"

namespace rccm {

/// What every .npy file begins with.
inline constexpr std::string_view kNpyMagic = "\x93NUMPY";

/// Reads a NumPy .npy file, version 1 to 3, of floating-point, integer or boolean elements in either byte order.
/// The tensor has no name. Throws Error (kInput) naming `where` for anything else, and for trailing bytes.
[[nodiscard]] Tensor read_npy(std::string_view bytes, const std::string& where);

}  // namespace rccm
