#pragma once

#include <string>
#include <string_view>

#include "network/graph.hpp"

namespace rccm::network {

/// Whether a file is taken as ONNX, which has no mark of its own: by its name's ending, .onnx.
[[nodiscard]] bool is_onnx_name(std::string_view name);

/// Reads a trained network from an ONNX file: one input of images (batch, channels, height, width), whose batch may be
/// of any size, and one output of scores. Known operators are Conv, Gemm, MatMul and Add with constants, which make
/// linear layers with biases, BatchNormalization, Relu, Clip from 0, MaxPool, AveragePool, GlobalAveragePool,
/// ReduceMean over the image, Add, Flatten and Reshape to vectors, Identity, Dropout, Constant, and at the end Softmax
/// and LogSoftmax, which are left out. Layers are called after their weights ("layer1.0.conv1.weight") where these are
/// named so, and after the node otherwise. The file does not say how pixels become inputs: (pixel / 255 - mean) /
/// deviation of ImageNet for three channels, pixel / 255 for others.
/// Throws Error (kInput) naming `where` and the node for any other operator and for what cannot be read.
[[nodiscard]] Network read_onnx(std::string_view bytes, const std::string& where);

}  // namespace rccm::network
