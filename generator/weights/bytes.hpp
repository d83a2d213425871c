#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rccm {

/// The number of elements of an array of that shape, or nothing where it exceeds 64 bits.
[[nodiscard]] std::optional<std::uint64_t> element_count(std::span<const std::uint64_t> shape);

/// Reads little-endian fields one after another and never past the end.
class ByteReader {
 public:
  /// `where` names the file in messages. Throws Error (kInput) when `offset` lies behind the end.
  ByteReader(std::string_view bytes, std::string where, std::uint64_t offset = 0);

  /// The next `count` bytes. Throws Error (kInput) naming `what` when the file ends before.
  std::string_view take(std::uint64_t count, std::string_view what);
  void skip(std::uint64_t count, std::string_view what) { take(count, what); }

  std::uint16_t u16(std::string_view what) { return static_cast<std::uint16_t>(little_endian(2, what)); }
  std::uint32_t u32(std::string_view what) { return static_cast<std::uint32_t>(little_endian(4, what)); }
  std::uint64_t u64(std::string_view what) { return little_endian(8, what); }

  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
  [[nodiscard]] std::uint64_t remaining() const noexcept { return bytes_.size() - offset_; }
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(offset_); }

 private:
  std::uint64_t little_endian(unsigned size, std::string_view what);

  std::string_view bytes_;
  std::string where_;
  std::uint64_t offset_;
};

}  // namespace rccm
