#include "weights/element.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;

namespace {

template <typename T>
void check_round_trip(ElementType type, const std::vector<T>& values) {
  REQUIRE(element_bytes(type) == sizeof(T));
  for (const std::endian order : {std::endian::little, std::endian::big}) {
    const std::vector<double> decoded = decode_elements(encode_all(values, order), type, order, "t");
    REQUIRE(decoded.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(decoded[i] == static_cast<double>(values[i]));
  }
}

template <typename T>
std::vector<T> corners() {
  using Limits = std::numeric_limits<T>;
  return {Limits::lowest(), Limits::min(), T{0}, T{1}, T{2}, T{100}, static_cast<T>(Limits::max() - T{1}),
          Limits::max()};
}

double half(std::uint16_t bits) {
  return decode_elements(encode(bits), ElementType::kF16, std::endian::little, "t").front();
}

double bfloat(std::uint16_t bits) {
  return decode_elements(encode(bits), ElementType::kBf16, std::endian::little, "t").front();
}

}  // namespace

TEST_CASE("Every element type of up to 32 bits is widened exactly, in both byte orders") {
  check_round_trip<std::int8_t>(ElementType::kI8, corners<std::int8_t>());
  check_round_trip<std::int16_t>(ElementType::kI16, corners<std::int16_t>());
  check_round_trip<std::int32_t>(ElementType::kI32, corners<std::int32_t>());
  check_round_trip<std::uint8_t>(ElementType::kU8, corners<std::uint8_t>());
  check_round_trip<std::uint16_t>(ElementType::kU16, corners<std::uint16_t>());
  check_round_trip<std::uint32_t>(ElementType::kU32, corners<std::uint32_t>());
  check_round_trip<float>(ElementType::kF32, corners<float>());
  check_round_trip<double>(ElementType::kF64, corners<double>());
  check_round_trip<std::uint8_t>(ElementType::kBool, {0, 1, 1, 0});
}

TEST_CASE("64-bit integers are read where a double equals them") {
  const std::int64_t two53 = std::int64_t{1} << 53;
  check_round_trip<std::int64_t>(ElementType::kI64, {0, -1, two53, -two53, two53 + 2, std::int64_t{1} << 62,
                                                     std::numeric_limits<std::int64_t>::min()});
  check_round_trip<std::uint64_t>(ElementType::kU64, {0, 1ULL << 63, 0xfffffffffffff800ULL});
}

TEST_CASE("64-bit integers that no double equals are refused with their index") {
  const auto read = [](auto values, ElementType type) {
    return refusal([&] { (void)decode_elements(encode_all(values), type, std::endian::little, "steps.npy"); });
  };
  CHECK(read(std::vector<std::int64_t>{5, 9007199254740993}, ElementType::kI64) ==
        "steps.npy: element 1 is 9007199254740993, which no double equals: store it as floating point");
  CHECK(contains(read(std::vector<std::int64_t>{-9007199254740993}, ElementType::kI64), "element 0"));
  CHECK(contains(read(std::vector<std::int64_t>{std::numeric_limits<std::int64_t>::max()}, ElementType::kI64),
                 "9223372036854775807"));
  CHECK(contains(read(std::vector<std::uint64_t>{~0ULL}, ElementType::kU64), "18446744073709551615"));
}

TEST_CASE("A boolean other than 0 and 1 is refused") {
  CHECK(refusal([] { (void)decode_elements("\x01\x02", ElementType::kBool, std::endian::little, "mask.npy"); }) ==
        "mask.npy: element 1 is 2, but a boolean is 0 or 1: the file is damaged");
}

TEST_CASE("Half precision numbers have the values IEEE 754 gives them") {
  CHECK(half(0x0000) == 0);
  CHECK(std::signbit(half(0x8000)));
  CHECK(half(0x0001) == std::ldexp(1.0, -24));
  CHECK(half(0x03ff) == std::ldexp(1023.0, -24));
  CHECK(half(0x0400) == std::ldexp(1.0, -14));
  CHECK(half(0x3555) == 0.333251953125);
  CHECK(half(0x3c00) == 1);
  CHECK(half(0xc000) == -2);
  CHECK(half(0x7bff) == 65504);
  CHECK(half(0xfc00) == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(half(0x7e00)));
}

TEST_CASE("All finite half precision numbers ascend with their bits, so none is decoded out of place") {
  for (std::uint16_t bits = 1; bits < 0x7c00; ++bits) {
    if (!(half(bits) > half(static_cast<std::uint16_t>(bits - 1)))) FAIL("at " << bits);
    if (half(static_cast<std::uint16_t>(bits | 0x8000)) != -half(bits)) FAIL("at " << bits);
  }
}

TEST_CASE("A bfloat16 number is the upper half of a float") {
  CHECK(bfloat(0x3f80) == 1);
  CHECK(bfloat(0xc040) == -3);
  CHECK(bfloat(0x0001) == std::ldexp(1.0, -133));
  CHECK(std::isinf(bfloat(0x7f80)));
  CHECK(std::isnan(bfloat(0x7fc0)));
}

TEST_CASE("Random floats survive encoding and decoding bit by bit") {
  std::mt19937 random(1);
  for (int i = 0; i < 10000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (std::isnan(value)) continue;
    const double decoded =
        decode_elements(encode(value, std::endian::big), ElementType::kF32, std::endian::big, "t")[0];
    if (std::bit_cast<std::uint32_t>(static_cast<float>(decoded)) != std::bit_cast<std::uint32_t>(value)) FAIL(value);
  }
}
