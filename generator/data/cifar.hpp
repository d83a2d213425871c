#pragma once

#include <string>
#include <string_view>

#include "data/dataset.hpp"

namespace rccm::data {

/// Bytes of one record of CIFAR-10's binary version: the label, then planes of 32 x 32 in red, green, blue.
inline constexpr std::size_t kCifarRecordBytes = 1 + 3 * 32 * 32;

/// Reads a batch of CIFAR-10's binary version. Throws Error (kInput) naming `where` for no or half records and for
/// labels out of range.
[[nodiscard]] Dataset read_cifar10(std::string_view bytes, const std::string& where);

}  // namespace rccm::data
