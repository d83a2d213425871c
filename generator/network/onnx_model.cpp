#include "network/onnx_model.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "network/protobuf.hpp"
#include "support/error.hpp"
#include "weights/bytes.hpp"
#include "weights/element.hpp"

// Numbers of fields and element types are those of onnx.proto3, which is stable: a field is never renumbered.
namespace rccm::network {
namespace {

std::optional<ElementType> element_type(std::int64_t code) {
  switch (code) {
    case 1:
      return ElementType::kF32;
    case 2:
      return ElementType::kU8;
    case 3:
      return ElementType::kI8;
    case 4:
      return ElementType::kU16;
    case 5:
      return ElementType::kI16;
    case 6:
      return ElementType::kI32;
    case 7:
      return ElementType::kI64;
    case 9:
      return ElementType::kBool;
    case 10:
      return ElementType::kF16;
    case 11:
      return ElementType::kF64;
    case 12:
      return ElementType::kU32;
    case 13:
      return ElementType::kU64;
    case 16:
      return ElementType::kBf16;
    default:
      return std::nullopt;
  }
}

/// A TensorProto as it is stored: the values in the list of their type, or as raw bytes.
struct StoredTensor {
  std::string name;
  std::vector<std::int64_t> dims;
  std::int64_t type = 0;
  std::vector<float> floats;
  std::vector<double> doubles;
  std::vector<std::int64_t> integers;
  std::optional<std::string_view> raw;
  bool is_external = false;
};

StoredTensor stored_tensor(std::string_view bytes, const std::string& where) {
  StoredTensor stored;
  ProtobufReader reader(bytes, where);
  while (const auto field = reader.next()) {
    switch (field->number) {
      case 1:
        add_integers(stored.dims, *field, where);
        break;
      case 2:
        stored.type = integer_of(*field, where);
        break;
      case 4:
        add_floats(stored.floats, *field, where);
        break;
      case 5:   // 32 bits and less
      case 7:   // signed 64 bits
      case 11:  // unsigned 32 and 64 bits
        add_integers(stored.integers, *field, where);
        break;
      case 8:
        stored.name = text_of(*field, where);
        break;
      case 9:
        stored.raw = message_of(*field, where);
        break;
      case 10:
        add_doubles(stored.doubles, *field, where);
        break;
      case 13:
        stored.is_external = true;
        break;
      case 14:
        stored.is_external = stored.is_external || integer_of(*field, where) != 0;
        break;
      default:
        break;
    }
  }
  return stored;
}

/// The bytes of integers that are stored as numbers of variable length: 16-bit floats come as their patterns.
std::string packed(const std::vector<std::int64_t>& integers, std::size_t size) {
  std::string bytes;
  for (const std::int64_t value : integers) {
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i));
  }
  return bytes;
}

std::vector<double> values_of(const StoredTensor& stored, ElementType type, const std::string& where) {
  if (stored.raw) {
    if (stored.raw->size() % element_bytes(type) != 0) {
      throw input_error(where + ": its " + std::to_string(stored.raw->size()) + " bytes are no whole number of values");
    }
    return decode_elements(*stored.raw, type, std::endian::little, where);
  }
  if (type == ElementType::kF32) return {stored.floats.begin(), stored.floats.end()};
  if (type == ElementType::kF64) return stored.doubles;
  return decode_elements(packed(stored.integers, element_bytes(type)), type, std::endian::little, where);
}

Tensor tensor_from(std::string_view bytes, const std::string& where) {
  const StoredTensor stored = stored_tensor(bytes, where);
  const std::string place = where + " '" + stored.name + "'";
  if (stored.is_external) {
    throw input_error(place + ": its values lie in another file: export the network with all its weights in one file");
  }
  const std::optional<ElementType> type = element_type(stored.type);
  if (!type) {
    throw input_error(place + ": has elements of ONNX's type " + std::to_string(stored.type) +
                      ", which are no numbers that are known here: export it with floats");
  }
  Tensor tensor{stored.name, {}, values_of(stored, *type, place), is_floating(*type)};
  for (const std::int64_t dim : stored.dims) {
    if (dim < 0) throw input_error(place + ": has an extent of " + std::to_string(dim) + ": the file is damaged");
    tensor.shape.push_back(static_cast<std::uint64_t>(dim));
  }
  const std::optional<std::uint64_t> count = element_count(tensor.shape);
  if (count != tensor.values.size()) {
    throw input_error(place + ": holds " + std::to_string(tensor.values.size()) +
                      " values, another number than its extents ask for: the file is damaged");
  }
  return tensor;
}

std::pair<std::string, OnnxAttribute> attribute_from(std::string_view bytes, const std::string& where) {
  std::string name;
  OnnxAttribute attribute;
  ProtobufReader reader(bytes, where);
  while (const auto field = reader.next()) {
    switch (field->number) {
      case 1:
        name = text_of(*field, where);
        break;
      case 2:
        attribute.number = float_of(*field, where);
        break;
      case 3:
        attribute.integer = integer_of(*field, where);
        break;
      case 4:
        attribute.text = text_of(*field, where);
        break;
      case 5:
        attribute.tensor = tensor_from(message_of(*field, where), where + ": tensor");
        break;
      case 7:
        add_floats(attribute.numbers, *field, where);
        break;
      case 8:
        add_integers(attribute.integers, *field, where);
        break;
      default:
        break;
    }
  }
  return {std::move(name), std::move(attribute)};
}

OnnxNode node_from(std::string_view bytes, const std::string& where) {
  OnnxNode node;
  ProtobufReader reader(bytes, where);
  while (const auto field = reader.next()) {
    switch (field->number) {
      case 1:
        node.inputs.push_back(text_of(*field, where));
        break;
      case 2:
        node.outputs.push_back(text_of(*field, where));
        break;
      case 3:
        node.name = text_of(*field, where);
        break;
      case 4:
        node.operation = text_of(*field, where);
        break;
      case 5:
        node.attributes.insert(attribute_from(message_of(*field, where), where));
        break;
      case 7:
        node.domain = text_of(*field, where);
        break;
      default:
        break;
    }
  }
  return node;
}

/// The text or message of field `number`; empty where it is missing.
std::string_view inner(std::string_view bytes, std::uint32_t number, const std::string& where) {
  ProtobufReader reader(bytes, where);
  std::string_view result;
  while (const auto field = reader.next()) {
    if (field->number == number) result = message_of(*field, where);
  }
  return result;
}

OnnxInput input_from(std::string_view bytes, const std::string& where) {
  OnnxInput input{std::string(inner(bytes, 1, where)), {}};
  // ValueInfoProto: type -> tensor_type -> shape -> dim, each with a value or a name.
  ProtobufReader shape(inner(inner(inner(bytes, 2, where), 1, where), 2, where), where);
  while (const auto dim = shape.next()) {
    if (dim->number != 1) continue;
    input.extents.push_back(0);
    ProtobufReader reader(message_of(*dim, where), where);
    while (const auto field = reader.next()) {
      if (field->number == 1) input.extents.back() = integer_of(*field, where);
    }
  }
  return input;
}

void read_graph(std::string_view bytes, const std::string& where, OnnxModel& model) {
  ProtobufReader reader(bytes, where);
  while (const auto field = reader.next()) {
    switch (field->number) {
      case 1:
        model.nodes.push_back(
            node_from(message_of(*field, where), where + ": node " + std::to_string(model.nodes.size())));
        break;
      case 2:
        model.graph = text_of(*field, where);
        break;
      case 5: {
        Tensor tensor = tensor_from(message_of(*field, where), where + ": initializer");
        std::string name = tensor.name;
        model.initializers.insert_or_assign(std::move(name), std::move(tensor));
        break;
      }
      case 11:
        model.inputs.push_back(input_from(message_of(*field, where), where + ": input"));
        break;
      case 12:
        model.outputs.emplace_back(inner(message_of(*field, where), 1, where + ": output"));
        break;
      case 15:
        throw input_error(where + ": holds sparse tensors, which are not supported: export the network without them");
      default:
        break;
    }
  }
}

}  // namespace

OnnxModel read_onnx_model(std::string_view bytes, const std::string& where) {
  OnnxModel model;
  bool has_graph = false;
  ProtobufReader reader(bytes, where);
  while (const auto field = reader.next()) {
    if (field->number != 7) continue;
    has_graph = true;
    read_graph(message_of(*field, where), where, model);
  }
  if (!has_graph) throw input_error(where + ": holds no graph: name a network that was exported to ONNX");
  return model;
}

}  // namespace rccm::network
