#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "unit/weights/writers.hpp"

/// The other side of the ONNX reader: a writer of the few messages that the tests need.
namespace rccm::test::onnx {

inline std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80U; value >>= 7U) bytes += static_cast<char>((value & 0x7FU) | 0x80U);
  return bytes + static_cast<char>(value);
}

inline std::string key(unsigned number, unsigned wire) {
  return varint(number << 3U | wire);
}

inline std::string bytes_field(unsigned number, const std::string& content) {
  return key(number, 2) + varint(content.size()) + content;
}

inline std::string integer_field(unsigned number, std::int64_t value) {
  return key(number, 0) + varint(static_cast<std::uint64_t>(value));
}

inline std::string float_field(unsigned number, float value) {
  return key(number, 5) + testing::encode(value);
}

inline std::string dims(const std::vector<std::int64_t>& extents) {
  std::string result;
  for (const std::int64_t extent : extents) result += integer_field(1, extent);
  return result;
}

inline constexpr std::int64_t kFloat = 1;
inline constexpr std::int64_t kInt64 = 7;

/// A tensor of floats as raw bytes, as most tools write it.
inline std::string tensor(const std::string& name, const std::vector<std::int64_t>& extents,
                          const std::vector<float>& values) {
  return dims(extents) + integer_field(2, kFloat) + bytes_field(8, name) + bytes_field(9, testing::encode_all(values));
}

inline std::string integers(const std::string& name, const std::vector<std::int64_t>& values) {
  return dims({static_cast<std::int64_t>(values.size())}) + integer_field(2, kInt64) + bytes_field(8, name) +
         bytes_field(9, testing::encode_all(values));
}

inline std::string attribute(const std::string& name, std::int64_t value) {
  return bytes_field(5, bytes_field(1, name) + integer_field(3, value) + integer_field(20, 2));
}

inline std::string attribute(const std::string& name, float value) {
  return bytes_field(5, bytes_field(1, name) + float_field(2, value) + integer_field(20, 1));
}

inline std::string attribute(const std::string& name, const std::string& value) {
  return bytes_field(5, bytes_field(1, name) + bytes_field(4, value) + integer_field(20, 3));
}

inline std::string attribute(const std::string& name, const std::vector<std::int64_t>& values) {
  std::string list;
  for (const std::int64_t value : values) list += integer_field(8, value);
  return bytes_field(5, bytes_field(1, name) + list + integer_field(20, 7));
}

inline std::string tensor_attribute(const std::string& name, const std::string& value) {
  return bytes_field(5, bytes_field(1, name) + bytes_field(5, value) + integer_field(20, 4));
}

inline std::string node(const std::string& operation, const std::vector<std::string>& inputs, const std::string& output,
                        const std::string& attributes = "", const std::string& name = "") {
  std::string message;
  for (const std::string& input : inputs) message += bytes_field(1, input);
  return message + bytes_field(2, output) + bytes_field(3, name) + bytes_field(4, operation) + attributes;
}

/// The name and extents of an input or output; extents of 0 stand for a name.
inline std::string value_info(const std::string& name, const std::vector<std::int64_t>& extents) {
  std::string shape;
  for (const std::int64_t extent : extents) {
    shape += bytes_field(1, extent > 0 ? integer_field(1, extent) : bytes_field(2, "N"));
  }
  const std::string type = bytes_field(1, integer_field(1, kFloat) + bytes_field(2, shape));
  return bytes_field(1, name) + bytes_field(2, type);
}

/// A graph from its nodes and tensors to a file.
struct Graph {
  std::vector<std::int64_t> input{0, 1, 4, 4};
  std::vector<std::string> nodes;
  std::vector<std::string> tensors;
  std::string output = "y";
  std::string extra;  ///< further fields of the graph

  [[nodiscard]] std::string file() const {
    std::string graph;
    for (const std::string& node : nodes) graph += bytes_field(1, node);
    graph += bytes_field(2, "sample");
    for (const std::string& tensor : tensors) graph += bytes_field(5, tensor);
    graph += bytes_field(11, value_info("x", input)) + bytes_field(12, value_info(output, {0, 1})) + extra;
    return integer_field(1, 8) + bytes_field(2, "test") + bytes_field(7, graph) +
           bytes_field(8, bytes_field(1, "") + integer_field(2, 13));
  }
};

}  // namespace rccm::test::onnx
