#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.hpp"

/// What an ONNX file says, before it is understood as one of this project's networks.
namespace rccm::network {

/// An attribute of a node; those of the kinds that no known operator has (strings, graphs) are empty.
struct OnnxAttribute {
  float number = 0;
  std::int64_t integer = 0;
  std::string text;
  std::vector<float> numbers;
  std::vector<std::int64_t> integers;
  Tensor tensor;  ///< of kind tensor, and of no values otherwise
};

struct OnnxNode {
  std::string name;  ///< may be empty
  std::string operation;
  std::string domain;                ///< empty for ONNX's own operators
  std::vector<std::string> inputs;   ///< names of values; empty for an optional one that is left out
  std::vector<std::string> outputs;  ///< as inputs
  std::map<std::string, OnnxAttribute> attributes;
};

struct OnnxInput {
  std::string name;
  std::vector<std::int64_t> extents;  ///< 0 or less for those that the file leaves open
};

struct OnnxModel {
  std::string graph;
  std::vector<OnnxNode> nodes;
  std::map<std::string, Tensor> initializers;
  std::vector<OnnxInput> inputs;
  std::vector<std::string> outputs;
};

/// Reads a ModelProto. Throws Error (kInput) naming `where` and the node or tensor for damaged files, for element types
/// that hold no numbers, for sparse tensors, and for tensors whose values lie in another file.
[[nodiscard]] OnnxModel read_onnx_model(std::string_view bytes, const std::string& where);

}  // namespace rccm::network
