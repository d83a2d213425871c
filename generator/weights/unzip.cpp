// The unpacking half of zip.hpp: the only place that speaks to zlib.
#include <zlib.h>

#include <algorithm>
#include <memory>

#include "weights/zip.hpp"

namespace rccm {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 18;

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

/// Raw deflate data, which must end exactly with the input and give exactly `size` bytes.
std::string inflate_all(std::string_view packed, std::uint64_t size, const std::string& where) {
  z_stream state{};
  if (inflateInit2(&state, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, InflateEnd> owner(&state);

  std::string result;
  std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(size + 1, kPieceBytes)), '\0');
  std::size_t fed = 0;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    if (state.avail_in == 0 && fed < packed.size()) {
      const std::size_t portion = std::min(packed.size() - fed, std::size_t{1} << 30);
      // zlib's interface predates const; it does not write to its input.
      state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + fed));
      state.avail_in = static_cast<uInt>(portion);
      fed += portion;
    }
    state.next_out = reinterpret_cast<Bytef*>(piece.data());
    state.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&state, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status != Z_OK && status != Z_STREAM_END) fail_zip(where, "its packed data is broken or cut short");
    result.append(piece, 0, piece.size() - state.avail_out);
    if (result.size() > size) fail_zip(where, "unpacks to more than the declared " + std::to_string(size) + " bytes");
  }
  if (state.avail_in != 0 || fed != packed.size()) fail_zip(where, "has bytes behind its packed data");
  if (result.size() != size) {
    fail_zip(where, "unpacks to " + std::to_string(result.size()) + " bytes instead of " + std::to_string(size));
  }
  return result;
}

}  // namespace

std::string unpack(const ZipMember& member, const std::string& where) {
  std::string content = member.deflated ? inflate_all(member.packed, member.size, where) : std::string(member.packed);
  const uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
  if (crc != member.crc32) fail_zip(where, "its CRC-32 does not match");
  return content;
}

}  // namespace rccm
