#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace rccm {

/// A prefix code of least expected length, in canonical form: shorter codes first, codes of one length in the order of
/// their symbols, so that the lengths alone are enough to store it.
struct HuffmanCode {
  /// A symbol's code: the lowest `length` bits of `bits`, the highest of them sent first.
  struct Word {
    std::uint64_t bits = 0;
    int length = 0;
    bool operator==(const Word&) const = default;
  };
  std::map<std::int64_t, Word> words;
};

/// The code for symbols with these counts, the distinct values of a sequence. A single symbol has a code of one bit.
[[nodiscard]] HuffmanCode huffman_code(const std::vector<std::int64_t>& symbols);

/// The coded sequence, one bit an element.
[[nodiscard]] std::vector<bool> huffman_encode(const HuffmanCode& code, const std::vector<std::int64_t>& symbols);

/// So many symbols from the beginning of the bits, which must be coded with this code.
[[nodiscard]] std::vector<std::int64_t> huffman_decode(const HuffmanCode& code, const std::vector<bool>& bits,
                                                       std::size_t count);

/// The size of a Huffman coded sequence in bits.
struct HuffmanSize {
  std::uint64_t payload = 0;  ///< the codes of all symbols
  std::uint64_t table = 0;    ///< for each distinct symbol its value and, in 6 bits, the length of its code
  [[nodiscard]] std::uint64_t bits() const { return payload + table; }
};

/// The size of a sequence of symbols of that width under its own code.
[[nodiscard]] HuffmanSize huffman_size(const std::vector<std::int64_t>& symbols, int symbol_bits);

}  // namespace rccm
