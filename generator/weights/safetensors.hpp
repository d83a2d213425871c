#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "weights/npz.hpp"
#include "weights/tensor.hpp"

namespace rccm {

/// Whether the bytes begin as a safetensors file does: the length of a header that the file can hold, then a brace.
[[nodiscard]] bool looks_like_safetensors(std::string_view bytes);

/// Reads a safetensors file; tensors come in the order of their data. As the format demands, the data must be covered
/// by the tensors without gap or overlap. Throws Error (kInput) naming `where` and the tensor.
[[nodiscard]] std::vector<Tensor> read_safetensors(std::string_view bytes, const std::string& where,
                                                   const TensorFilter& wanted = {});

}  // namespace rccm
