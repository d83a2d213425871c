#include "network/onnx_node.hpp"

#include <algorithm>
#include <cmath>

namespace rccm::network {
namespace {

constexpr std::int64_t kMaxExtent = 1 << 20;  ///< beyond any layer, and far inside an int

const Tensor* find(const std::map<std::string, Tensor>& constants, const std::string& name) {
  const auto found = constants.find(name);
  return found == constants.end() ? nullptr : &found->second;
}

}  // namespace

OnnxNodeReader::OnnxNodeReader(const OnnxNode& node, const std::map<std::string, Tensor>& constants,
                               const std::string& where)
    : node_(&node), constants_(&constants) {
  const std::string& name = !node.name.empty() || node.outputs.empty() ? node.name : node.outputs.front();
  where_ = where + ": node '" + name + "' (" + node.operation + ")";
}

Error OnnxNodeReader::refusal(const std::string& problem) const {
  return input_error(where_ + ": " + problem);
}

std::int64_t OnnxNodeReader::integer(const char* attribute, std::int64_t otherwise) const {
  const auto found = node_->attributes.find(attribute);
  return found == node_->attributes.end() ? otherwise : found->second.integer;
}

double OnnxNodeReader::number(const char* attribute, double otherwise) const {
  const auto found = node_->attributes.find(attribute);
  return found == node_->attributes.end() ? otherwise : static_cast<double>(found->second.number);
}

std::vector<std::int64_t> OnnxNodeReader::integers(const char* attribute) const {
  const auto found = node_->attributes.find(attribute);
  return found == node_->attributes.end() ? std::vector<std::int64_t>{} : found->second.integers;
}

void OnnxNodeReader::require_integer(const char* attribute, std::int64_t only, const char* remedy) const {
  const std::int64_t value = integer(attribute, only);
  if (value != only) throw refusal(std::string("its ") + attribute + " is " + std::to_string(value) + ": " + remedy);
}

bool OnnxNodeReader::has_input(std::size_t index) const {
  return index < node_->inputs.size() && !node_->inputs[index].empty();
}

bool OnnxNodeReader::is_constant(std::size_t index) const {
  return has_input(index) && find(*constants_, node_->inputs[index]) != nullptr;
}

const Tensor& OnnxNodeReader::constant(std::size_t index, const char* what) const {
  if (!has_input(index)) throw refusal(std::string("has no ") + what);
  const Tensor* tensor = find(*constants_, node_->inputs[index]);
  if (tensor == nullptr) {
    throw refusal(std::string("its ") + what + " '" + node_->inputs[index] +
                  "' is no constant of the file: export the network with its weights, in evaluation mode");
  }
  return *tensor;
}

std::vector<float> OnnxNodeReader::floats(std::size_t index, const char* what, std::uint64_t count) const {
  const Tensor& tensor = constant(index, what);
  if (tensor.values.size() != count) {
    throw refusal(std::string("its ") + what + " '" + tensor.name + "' holds " + std::to_string(tensor.values.size()) +
                  " values, must hold " + std::to_string(count));
  }
  return to_floats(tensor.values, where_ + ": " + what + " '" + tensor.name + "'");
}

std::vector<std::int64_t> OnnxNodeReader::attribute_or_input(const char* attribute, std::size_t index) const {
  if (!has_input(index)) return integers(attribute);
  std::vector<std::int64_t> result;
  for (const double value : constant(index, attribute).values) {
    if (std::abs(value) > 0x1p31) throw refusal(std::string("its ") + attribute + " is out of range");
    result.push_back(static_cast<std::int64_t>(value));
  }
  return result;
}

std::array<int, 2> OnnxNodeReader::kernel_shape() const {
  const std::vector<std::int64_t> kernel = integers("kernel_shape");
  if (kernel.size() != 2) {
    throw refusal("its kernel_shape has " + std::to_string(kernel.size()) + " extents: images have 2");
  }
  return {to_extent(kernel[0], where_ + ": kernel_shape"), to_extent(kernel[1], where_ + ": kernel_shape")};
}

Window OnnxNodeReader::window(const std::array<int, 2>& kernel, const Shape& input) const {
  const auto list = [&](const char* attribute, std::size_t count, std::int64_t otherwise) {
    const std::vector<std::int64_t> values = integers(attribute);
    if (values.empty()) return std::vector<int>(count, static_cast<int>(otherwise));
    if (values.size() != count) {
      throw refusal(std::string("its ") + attribute + " holds " + std::to_string(values.size()) +
                    " integers, must hold " + std::to_string(count));
    }
    std::vector<int> result;
    result.reserve(count);
    for (const std::int64_t value : values) result.push_back(to_extent(value, where_ + ": " + attribute));
    return result;
  };
  for (const int dilation : list("dilations", 2, 1)) {
    if (dilation != 1) throw refusal("its dilations are not 1: kernels with gaps are not supported");
  }
  require_integer("ceil_mode", 0, "pools that reach over the edge are not supported");
  const std::vector<int> stride = list("strides", 2, 1);
  Window window{kernel, {stride[0], stride[1]}, {0, 0, 0, 0}};
  const auto found = node_->attributes.find("auto_pad");
  const std::string rule = found == node_->attributes.end() ? "NOTSET" : found->second.text;
  if (rule == "NOTSET" || rule.empty()) {
    const std::vector<int> padding = list("pads", 4, 0);
    std::copy(padding.begin(), padding.end(), window.padding.begin());
  } else if (rule == "SAME_UPPER" || rule == "SAME_LOWER") {
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const int size = axis == 0 ? input.height : input.width;
      if (window.stride[axis] < 1) throw refusal("its strides must be at least 1");
      const int outputs = (size + window.stride[axis] - 1) / window.stride[axis];
      const int padding = std::max(0, (outputs - 1) * window.stride[axis] + kernel[axis] - size);
      // The odd row or column comes at the end or at the beginning.
      const int before = rule == "SAME_UPPER" ? padding / 2 : padding - padding / 2;
      window.padding[axis] = before;
      window.padding[axis + 2] = padding - before;
    }
  } else if (rule != "VALID") {
    throw refusal("its auto_pad \"" + rule + "\" is none of NOTSET, VALID, SAME_UPPER, SAME_LOWER");
  }
  return window;
}

std::vector<float> to_floats(const std::vector<double>& values, const std::string& where) {
  std::vector<float> result(values.begin(), values.end());
  const auto bad = std::find_if(result.begin(), result.end(), [](float value) { return !std::isfinite(value); });
  if (bad != result.end()) {
    throw input_error(where + ": the value at index " + std::to_string(bad - result.begin()) +
                      " is NaN, infinite or too large for a float: train or export the network again");
  }
  return result;
}

int to_extent(std::int64_t value, const std::string& where) {
  if (value < 0 || value > kMaxExtent) {
    throw input_error(where + ": " + std::to_string(value) + " is out of range: must be 0.." +
                      std::to_string(kMaxExtent));
  }
  return static_cast<int>(value);
}

}  // namespace rccm::network
