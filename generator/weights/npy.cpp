#include "weights/npy.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>

#include "support/error.hpp"
#include "weights/bytes.hpp"
#include "weights/element.hpp"
#include "weights/npy_header.hpp"

namespace rccm {
namespace {

/// NumPy itself refuses headers above 10,000 bytes; three short entries need some hundred.
constexpr std::uint32_t kMaxHeaderBytes = 1U << 16;

struct ElementFormat {
  ElementType type;
  std::endian order;
};

std::optional<ElementType> element_type(std::string_view kind_and_size) {
  constexpr std::array<std::pair<std::string_view, ElementType>, 12> kTypes{{
      {"f2", ElementType::kF16},
      {"f4", ElementType::kF32},
      {"f8", ElementType::kF64},
      {"i1", ElementType::kI8},
      {"i2", ElementType::kI16},
      {"i4", ElementType::kI32},
      {"i8", ElementType::kI64},
      {"u1", ElementType::kU8},
      {"u2", ElementType::kU16},
      {"u4", ElementType::kU32},
      {"u8", ElementType::kU64},
      {"b1", ElementType::kBool},
  }};
  for (const auto& [name, type] : kTypes) {
    if (name == kind_and_size) return type;
  }
  return std::nullopt;
}

ElementFormat parse_descr(const std::string& descr, const std::string& where) {
  const auto type = descr.empty() ? std::nullopt : element_type(std::string_view(descr).substr(1));
  if (!type) {
    throw input_error(where + ": element type '" + descr +
                      "' is not one of f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 with a byte order before it: "
                      "convert the array, for example with .astype('<f4')");
  }
  switch (descr.front()) {
    case '<':
      return {*type, std::endian::little};
    case '>':
      return {*type, std::endian::big};
    case '=':
      return {*type, std::endian::native};
    case '|':
      if (element_bytes(*type) == 1) return {*type, std::endian::native};
      break;
    default:
      break;
  }
  throw input_error(where + ": element type '" + descr +
                    "' does not say in which order its bytes stand: save the array again with numpy.save");
}

std::vector<double> fortran_to_c_order(const std::vector<double>& source, const std::vector<std::uint64_t>& shape) {
  std::vector<double> result;
  result.reserve(source.size());
  std::vector<std::size_t> stride(shape.size(), 1);
  for (std::size_t d = 1; d < shape.size() && !source.empty(); ++d) stride[d] = stride[d - 1] * shape[d - 1];
  std::vector<std::size_t> index(shape.size(), 0);
  std::size_t from = 0;
  while (result.size() < source.size()) {
    result.push_back(source[from]);
    for (std::size_t d = shape.size(); d-- > 0;) {
      from += stride[d];
      if (++index[d] < shape[d]) break;
      from -= stride[d] * index[d];
      index[d] = 0;
    }
  }
  return result;
}

}  // namespace

Tensor read_npy(std::string_view bytes, const std::string& where) {
  if (!bytes.starts_with(kNpyMagic)) {
    throw input_error(where + ": does not begin as a .npy file does: save the array with numpy.save");
  }
  ByteReader reader(bytes, where, kNpyMagic.size());
  const std::uint16_t version = reader.u16("the version");
  const unsigned major = version & 0xffU;
  if (major < 1 || major > 3 || version >> 8 != 0) {
    throw input_error(where + ": .npy version " + std::to_string(major) + "." + std::to_string(version >> 8) +
                      " is not 1.0, 2.0 or 3.0: save the array again with numpy.save");
  }
  const std::uint32_t header_bytes = major == 1 ? reader.u16("the header's length") : reader.u32("the header's length");
  if (header_bytes > kMaxHeaderBytes) {
    throw input_error(where + ": its header claims " + std::to_string(header_bytes) + " bytes, more than " +
                      std::to_string(kMaxHeaderBytes) + ": the file is damaged, save the array again");
  }
  const NpyHeader header = parse_npy_header(reader.take(header_bytes, "the header"), where);
  const ElementFormat format = parse_descr(header.descr, where);

  const std::optional<std::uint64_t> count = element_count(header.shape);
  const std::uint64_t size = element_bytes(format.type);
  // Divided rather than multiplied, so that no claimed shape overflows.
  if (!count || *count != reader.remaining() / size || reader.remaining() % size != 0) {
    throw input_error(where + ": its shape asks for " + (count ? std::to_string(*count) : "more than 2^64") +
                      " elements of " + std::to_string(size) + " bytes, but " + std::to_string(reader.remaining()) +
                      " bytes follow the header: the file is cut short or damaged, copy it again");
  }
  Tensor tensor{"", header.shape, decode_elements(reader.rest(), format.type, format.order, where),
                is_floating(format.type)};
  if (header.fortran_order) tensor.values = fortran_to_c_order(tensor.values, tensor.shape);
  return tensor;
}

}  // namespace rccm
