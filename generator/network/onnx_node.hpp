#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "network/graph.hpp"
#include "network/onnx_model.hpp"
#include "support/error.hpp"

namespace rccm::network {

/// A node's attributes and constant inputs, each refused by name where it is not what the project's layers can be.
class OnnxNodeReader {
 public:
  /// `where` names the file; the node is named in addition. Both references must outlive the reader.
  OnnxNodeReader(const OnnxNode& node, const std::map<std::string, Tensor>& constants, const std::string& where);

  /// "net.onnx: node 'conv1' (Conv)", for messages.
  [[nodiscard]] const std::string& where() const { return where_; }

  [[nodiscard]] bool has(const char* attribute) const { return node_->attributes.contains(attribute); }
  [[nodiscard]] std::int64_t integer(const char* attribute, std::int64_t otherwise) const;
  [[nodiscard]] double number(const char* attribute, double otherwise) const;
  [[nodiscard]] std::vector<std::int64_t> integers(const char* attribute) const;

  /// Throws where the attribute is there and is not `only`.
  void require_integer(const char* attribute, std::int64_t only, const char* remedy) const;

  /// Whether input `index` is there, and whether it is a constant.
  [[nodiscard]] bool has_input(std::size_t index) const;
  [[nodiscard]] bool is_constant(std::size_t index) const;

  /// The constant that input `index` must be.
  [[nodiscard]] const Tensor& constant(std::size_t index, const char* what) const;

  /// The same as floats, which must be `count` values.
  [[nodiscard]] std::vector<float> floats(std::size_t index, const char* what, std::uint64_t count) const;

  /// The integers of an attribute or, as later versions of ONNX have it, of a constant input; empty for neither.
  [[nodiscard]] std::vector<std::int64_t> attribute_or_input(const char* attribute, std::size_t index) const;

  /// Kernel, stride and padding for an input of that shape. Kernels that reach over the edge, and with gaps, are
  /// refused.
  [[nodiscard]] Window window(const std::array<int, 2>& kernel, const Shape& input) const;
  [[nodiscard]] std::array<int, 2> kernel_shape() const;

  /// An Error (kInput) that names the node.
  [[nodiscard]] Error refusal(const std::string& problem) const;

 private:
  const OnnxNode* node_;
  const std::map<std::string, Tensor>* constants_;
  std::string where_;
};

/// Values as floats. Throws Error (kInput) naming `where` for NaN, infinite and too large ones.
[[nodiscard]] std::vector<float> to_floats(const std::vector<double>& values, const std::string& where);

/// An extent of a tensor or an attribute that must be a small number. Throws Error (kInput) naming `where`.
[[nodiscard]] int to_extent(std::int64_t value, const std::string& where);

}  // namespace rccm::network
