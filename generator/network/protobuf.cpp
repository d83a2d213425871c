#include "network/protobuf.hpp"

#include <bit>

#include "support/error.hpp"

namespace rccm::network {
namespace {

using Wire = ProtobufField::Wire;

void require_wire(const ProtobufField& field, Wire wire, const std::string& where) {
  if (field.wire != wire) {
    throw input_error(where + ": field " + std::to_string(field.number) +
                      " is of another kind than it must be: the file is damaged or of another format");
  }
}

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

/// The number of variable length that the bytes begin with, taken off them; nothing where there is none of at most 64
/// bits.
std::optional<std::uint64_t> take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80U) return value;
  }
  return std::nullopt;
}

/// Calls add(value) for one number, or for each of those packed into the field.
template <typename Add>
void each_fixed(const ProtobufField& field, Wire wire, std::size_t size, const std::string& where, Add add) {
  if (field.wire == wire) return add(field.value);
  require_wire(field, Wire::kBytes, where);
  if (field.bytes.size() % size != 0) {
    throw input_error(where + ": field " + std::to_string(field.number) + " holds " +
                      std::to_string(field.bytes.size()) + " bytes, no whole number of values of " +
                      std::to_string(size) + ": the file is damaged");
  }
  for (std::size_t at = 0; at < field.bytes.size(); at += size) add(little_endian(field.bytes.substr(at, size)));
}

}  // namespace

std::uint64_t ProtobufReader::varint() {
  if (const auto value = take_varint(bytes_)) return *value;
  throw input_error(where_ + ": ends within a number: the file is cut short, damaged or of another format");
}

std::string_view ProtobufReader::take(std::uint64_t count) {
  if (count > bytes_.size()) {
    throw input_error(where_ + ": ends within a field: the file is cut short, damaged or of another format");
  }
  const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(count));
  bytes_.remove_prefix(taken.size());
  return taken;
}

std::uint64_t ProtobufReader::fixed(std::size_t bytes) {
  return little_endian(take(bytes));
}

std::optional<ProtobufField> ProtobufReader::next() {
  if (bytes_.empty()) return std::nullopt;
  const std::uint64_t key = varint();
  const std::uint64_t number = key >> 3U;
  if (number == 0 || number >= 1U << 29U) {
    throw input_error(where_ + ": a field has the number " + std::to_string(number) +
                      ": the file is damaged or of another format");
  }
  ProtobufField field;
  field.number = static_cast<std::uint32_t>(number);
  switch (key & 7U) {
    case 0:
      field.wire = Wire::kVarint;
      field.value = varint();
      break;
    case 1:
      field.wire = Wire::kFixed64;
      field.value = fixed(8);
      break;
    case 2:
      field.wire = Wire::kBytes;
      field.bytes = take(varint());
      break;
    case 5:
      field.wire = Wire::kFixed32;
      field.value = fixed(4);
      break;
    default:
      throw input_error(where_ + ": field " + std::to_string(number) +
                        " is of no kind that is in use: the file is damaged or of another format");
  }
  return field;
}

std::string text_of(const ProtobufField& field, const std::string& where) {
  return std::string(message_of(field, where));
}

std::string_view message_of(const ProtobufField& field, const std::string& where) {
  require_wire(field, Wire::kBytes, where);
  return field.bytes;
}

std::int64_t integer_of(const ProtobufField& field, const std::string& where) {
  require_wire(field, Wire::kVarint, where);
  return static_cast<std::int64_t>(field.value);
}

float float_of(const ProtobufField& field, const std::string& where) {
  require_wire(field, Wire::kFixed32, where);
  return std::bit_cast<float>(static_cast<std::uint32_t>(field.value));
}

void add_integers(std::vector<std::int64_t>& list, const ProtobufField& field, const std::string& where) {
  if (field.wire == Wire::kVarint) {
    list.push_back(static_cast<std::int64_t>(field.value));
    return;
  }
  for (std::string_view rest = message_of(field, where); !rest.empty();) {
    const auto value = take_varint(rest);
    if (!value) {
      throw input_error(where + ": field " + std::to_string(field.number) +
                        " holds what are no whole numbers: the file is damaged");
    }
    list.push_back(static_cast<std::int64_t>(*value));
  }
}

void add_floats(std::vector<float>& list, const ProtobufField& field, const std::string& where) {
  each_fixed(field, Wire::kFixed32, 4, where,
             [&](std::uint64_t bits) { list.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits))); });
}

void add_doubles(std::vector<double>& list, const ProtobufField& field, const std::string& where) {
  each_fixed(field, Wire::kFixed64, 8, where, [&](std::uint64_t bits) { list.push_back(std::bit_cast<double>(bits)); });
}

}  // namespace rccm::network
