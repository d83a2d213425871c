#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rccm {

/// One array of a file, every element widened to double without loss.
struct Tensor {
  std::string name;                  ///< as the file calls it; empty for the one array of a .npy file
  std::vector<std::uint64_t> shape;  ///< empty for a single number
  std::vector<double> values;        ///< in C order: the last index runs fastest
  bool floating = true;              ///< false where the file stores integers or booleans
};

}  // namespace rccm
