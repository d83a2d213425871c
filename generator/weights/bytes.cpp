#include "weights/bytes.hpp"

#include <limits>
#include <utility>

#include "support/error.hpp"

namespace rccm {

std::optional<std::uint64_t> element_count(std::span<const std::uint64_t> shape) {
  // A zero anywhere empties the array, also beside lengths whose product would overflow.
  for (const std::uint64_t length : shape) {
    if (length == 0) return 0;
  }
  std::uint64_t count = 1;
  for (const std::uint64_t length : shape) {
    if (count > std::numeric_limits<std::uint64_t>::max() / length) return std::nullopt;
    count *= length;
  }
  return count;
}

ByteReader::ByteReader(std::string_view bytes, std::string where, std::uint64_t offset)
    : bytes_(bytes), where_(std::move(where)), offset_(offset) {
  if (offset > bytes.size()) {
    throw input_error(where_ + ": points to byte " + std::to_string(offset) + " of a file of " +
                      std::to_string(bytes.size()) + " bytes: the file is damaged or cut short, copy it again");
  }
}

std::string_view ByteReader::take(std::uint64_t count, std::string_view what) {
  if (count > remaining()) {
    throw input_error(where_ + ": ends inside " + std::string(what) + " (" + std::to_string(count) +
                      " bytes needed at byte " + std::to_string(offset_) + ", " + std::to_string(remaining()) +
                      " left): the file is damaged or cut short, copy it again");
  }
  const std::string_view taken = bytes_.substr(offset_, count);
  offset_ += count;
  return taken;
}

std::uint64_t ByteReader::little_endian(unsigned size, std::string_view what) {
  const std::string_view field = take(size, what);
  std::uint64_t value = 0;
  for (unsigned i = 0; i < size; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(field[i])} << (8 * i);
  }
  return value;
}

}  // namespace rccm
