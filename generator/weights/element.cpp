#include "weights/element.hpp"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "support/error.hpp"

namespace rccm {
namespace {

static_assert(std::numeric_limits<double>::is_iec559 && std::numeric_limits<float>::is_iec559);

template <typename Raw>
Raw load(const char* from, std::endian order) {
  Raw value{};
  if (order == std::endian::native || sizeof(Raw) == 1) {
    std::memcpy(&value, from, sizeof value);
  } else {
    char reversed[sizeof(Raw)];
    for (std::size_t i = 0; i < sizeof(Raw); ++i) reversed[i] = from[sizeof(Raw) - 1 - i];
    std::memcpy(&value, reversed, sizeof value);
  }
  return value;
}

double half_to_double(std::uint16_t half) {
  const int exponent = (half >> 10) & 0x1f;
  const int fraction = half & 0x3ff;
  double magnitude = 0;
  if (exponent == 0x1f) {
    magnitude = fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(fraction, -24);
  } else {
    magnitude = std::ldexp(fraction + 0x400, exponent - 25);
  }
  return (half & 0x8000) != 0 ? -magnitude : magnitude;
}

double bfloat_to_double(std::uint16_t bfloat) {
  return std::bit_cast<float>(std::uint32_t{bfloat} << 16);
}

/// A double holds 53 significant bits, wherever they stand.
bool fits_double(std::uint64_t magnitude) {
  return magnitude == 0 || 64 - std::countl_zero(magnitude) - std::countr_zero(magnitude) <= 53;
}

std::uint64_t magnitude_of(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? std::uint64_t{0} - bits : bits;
}

[[noreturn]] void refuse_element(const std::string& where, std::size_t index, const std::string& text) {
  throw input_error(where + ": element " + std::to_string(index) + " is " + text);
}

/// Calls `convert(element, index)` for every element of type Raw.
template <typename Raw, typename Convert>
std::vector<double> convert_each(std::string_view bytes, std::endian order, Convert convert) {
  std::vector<double> values(bytes.size() / sizeof(Raw));
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = convert(load<Raw>(bytes.data() + i * sizeof(Raw), order), i);
  }
  return values;
}

template <typename Raw>
std::vector<double> widen_each(std::string_view bytes, std::endian order) {
  return convert_each<Raw>(bytes, order, [](Raw value, std::size_t) { return static_cast<double>(value); });
}

template <typename Raw, typename Magnitude>
std::vector<double> widen_exactly(std::string_view bytes, std::endian order, const std::string& where,
                                  Magnitude magnitude) {
  return convert_each<Raw>(bytes, order, [&](Raw value, std::size_t index) {
    if (!fits_double(magnitude(value))) {
      refuse_element(where, index, std::to_string(value) + ", which no double equals: store it as floating point");
    }
    return static_cast<double>(value);
  });
}

}  // namespace

std::size_t element_bytes(ElementType type) {
  switch (type) {
    case ElementType::kI8:
    case ElementType::kU8:
    case ElementType::kBool:
      return 1;
    case ElementType::kF16:
    case ElementType::kBf16:
    case ElementType::kI16:
    case ElementType::kU16:
      return 2;
    case ElementType::kF32:
    case ElementType::kI32:
    case ElementType::kU32:
      return 4;
    case ElementType::kF64:
    case ElementType::kI64:
    case ElementType::kU64:
      return 8;
  }
  return 0;
}

bool is_floating(ElementType type) {
  return type == ElementType::kF16 || type == ElementType::kBf16 || type == ElementType::kF32 ||
         type == ElementType::kF64;
}

std::vector<double> decode_elements(std::string_view bytes, ElementType type, std::endian order,
                                    const std::string& where) {
  assert(bytes.size() % element_bytes(type) == 0);
  switch (type) {
    case ElementType::kF16:
      return convert_each<std::uint16_t>(bytes, order, [](auto bits, auto) { return half_to_double(bits); });
    case ElementType::kBf16:
      return convert_each<std::uint16_t>(bytes, order, [](auto bits, auto) { return bfloat_to_double(bits); });
    case ElementType::kF32:
      return widen_each<float>(bytes, order);
    case ElementType::kF64:
      return widen_each<double>(bytes, order);
    case ElementType::kI8:
      return widen_each<std::int8_t>(bytes, order);
    case ElementType::kI16:
      return widen_each<std::int16_t>(bytes, order);
    case ElementType::kI32:
      return widen_each<std::int32_t>(bytes, order);
    case ElementType::kI64:
      return widen_exactly<std::int64_t>(bytes, order, where, magnitude_of);
    case ElementType::kU8:
      return widen_each<std::uint8_t>(bytes, order);
    case ElementType::kU16:
      return widen_each<std::uint16_t>(bytes, order);
    case ElementType::kU32:
      return widen_each<std::uint32_t>(bytes, order);
    case ElementType::kU64:
      return widen_exactly<std::uint64_t>(bytes, order, where, [](std::uint64_t value) { return value; });
    case ElementType::kBool:
      return convert_each<std::uint8_t>(bytes, order, [&](std::uint8_t value, std::size_t index) {
        if (value > 1)
          refuse_element(where, index, std::to_string(value) + ", but a boolean is 0 or 1: the file is damaged");
        return static_cast<double>(value);
      });
  }
  return {};
}

}  // namespace rccm
