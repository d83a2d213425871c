#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rccm {

/// How a zip archive begins: with its first member, or with its end record where it has none.
inline constexpr std::string_view kZipMagic{"PK\x03\x04", 4};
inline constexpr std::string_view kEmptyZipMagic{"PK\x05\x06", 4};

/// One file in a zip archive, still packed. Its data is a view into the archive's bytes.
struct ZipMember {
  std::string name;
  std::string_view packed;
  std::uint64_t size = 0;  ///< bytes once unpacked, as declared
  std::uint32_t crc32 = 0;
  bool deflated = false;  ///< else stored as is
};

/// Throws Error (kInput) naming `where`, what is wrong with its archive, and the remedy.
[[noreturn]] void fail_zip(const std::string& where, const std::string& problem);

/// The members in the order of the central directory; folders are left out. Zip64 is understood. Throws Error (kInput)
/// naming `where` for an archive that is damaged, encrypted, split, packed otherwise than stored or deflated, that
/// declares more than its bytes can unpack to or more than kMaxFileBytes, or whose members overlap or share a name.
[[nodiscard]] std::vector<ZipMember> list_zip(std::string_view bytes, const std::string& where);

/// The member's bytes, checked against its declared size and CRC-32. Memory grows with what is really unpacked.
[[nodiscard]] std::string unpack(const ZipMember& member, const std::string& where);

}  // namespace rccm
