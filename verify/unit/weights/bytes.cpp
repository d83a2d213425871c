#include "weights/bytes.hpp"

#include <string>
#include <vector>

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using rccm::testing::refusal;

TEST_CASE("The element count of a shape is its product, and 1 without dimensions") {
  const auto count = [](std::vector<std::uint64_t> shape) { return element_count(shape); };
  CHECK(count({}) == 1);
  CHECK(count({7}) == 7);
  CHECK(count({16, 3, 3, 3}) == 432);
  CHECK(count({1ULL << 32, (1ULL << 32) - 1}) == 0xffffffff00000000ULL);
}

TEST_CASE("An element count beyond 64 bits is reported as none, unless a zero empties the array") {
  CHECK(element_count(std::vector<std::uint64_t>{1ULL << 32, 1ULL << 32}) == std::nullopt);
  CHECK(element_count(std::vector<std::uint64_t>{1ULL << 32, 1ULL << 32, 0}) == 0);
}

TEST_CASE("Fields are read little-endian and one after another") {
  ByteReader reader("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e", "file");
  CHECK(reader.u16("a") == 0x0201);
  CHECK(reader.u32("b") == 0x06050403);
  CHECK(reader.u64("c") == 0x0e0d0c0b0a090807);
  CHECK(reader.remaining() == 0);
}

TEST_CASE("Reading past the end names the file, the field and the place") {
  ByteReader reader("abc", "net.npz", 1);
  CHECK(refusal([&] { reader.u32("the CRC"); }) ==
        "net.npz: ends inside the CRC (4 bytes needed at byte 1, 2 left): the file is damaged or cut short, copy it "
        "again");
  CHECK(refusal([] { ByteReader("abc", "net.npz", 4); }) ==
        "net.npz: points to byte 4 of a file of 3 bytes: the file is damaged or cut short, copy it again");
}

TEST_CASE("A count near 2^64 is refused and does not wrap") {
  ByteReader reader("abc", "f", 2);
  CHECK(refusal([&] { reader.take(~std::uint64_t{0}, "data"); }) != "");
}
