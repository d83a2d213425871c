#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "support/error.hpp"
#include "weights/bytes.hpp"
#include "weights/tensor.hpp"

/// What all fuzz targets share: an Error is a right answer, any other exception and every broken promise a finding.
namespace rccm::fuzz {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Unlike assert this also holds in optimised builds.
inline void require(bool promise) {
  if (!promise) std::abort();
}

inline void require_consistent(const Tensor& tensor) {
  require(element_count(tensor.shape) == tensor.values.size());
}

template <typename Read>
int run(Read read) {
  try {
    read();
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::kInput);
    require(std::string_view(error.what()).starts_with("input"));  // the place comes first
  }
  return 0;
}

}  // namespace rccm::fuzz
