#pragma once

#include <bit>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rccm {

/// The number formats that tensor files store.
enum class ElementType { kF16, kBf16, kF32, kF64, kI8, kI16, kI32, kI64, kU8, kU16, kU32, kU64, kBool };

[[nodiscard]] std::size_t element_bytes(ElementType type);
[[nodiscard]] bool is_floating(ElementType type);

/// The elements as doubles, exactly; `bytes` must hold a whole number of them. Throws Error (kInput), naming `where`
/// and the element's index, for a 64-bit integer that no double equals and for a boolean other than 0 and 1.
[[nodiscard]] std::vector<double> decode_elements(std::string_view bytes, ElementType type, std::endian order,
                                                  const std::string& where);

}  // namespace rccm
