#include "data/gunzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>

#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::data {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 18;
constexpr int kGzipWindow = MAX_WBITS + 16;  // zlib's way to ask for a gzip header and trailer

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

/// Unpacks one member, appends it to `result` and returns how many bytes it took.
std::size_t unpack_member(std::string_view packed, const std::string& where, std::string& result) {
  z_stream state{};
  if (inflateInit2(&state, kGzipWindow) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, InflateEnd> owner(&state);
  std::string piece(kPieceBytes, '\0');
  std::size_t fed = 0;
  for (int status = Z_OK; status != Z_STREAM_END;) {
    if (state.avail_in == 0) {
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
    if (status != Z_OK && status != Z_STREAM_END) {
      throw input_error(where + ": its gzip data is damaged or cut short: copy or download the file again");
    }
    result.append(piece, 0, piece.size() - state.avail_out);
    if (result.size() > kMaxFileBytes) {
      throw input_error(where + ": unpacks to more than " + std::to_string(kMaxFileBytes >> 30) +
                        " GiB: name a smaller file");
    }
  }
  return fed - state.avail_in;
}

}  // namespace

bool looks_gzipped(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b");
}

std::string gunzip(std::string_view bytes, const std::string& where) {
  std::string result;
  do {
    bytes.remove_prefix(unpack_member(bytes, where, result));
  } while (!bytes.empty());
  return result;
}

}  // namespace rccm::data
