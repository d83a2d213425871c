#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "weights/tensor.hpp"

namespace rccm {

/// Asked once for each tensor of a file, in the file's order: is it to be read? An empty filter reads all.
using TensorFilter = std::function<bool(std::string_view name)>;

/// Reads the arrays of a NumPy .npz archive; a tensor's name is its member's without ".npy". Other members are passed
/// over, but one array there must be. Throws Error (kInput) naming `where` and the member.
[[nodiscard]] std::vector<Tensor> read_npz(std::string_view bytes, const std::string& where,
                                           const TensorFilter& wanted = {});

}  // namespace rccm
