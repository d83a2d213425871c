#include "fuzz/fuzz.hpp"
#include "weights/npy.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run(
      [&] { rccm::fuzz::require_consistent(rccm::read_npy(rccm::fuzz::as_text(data, size), "input")); });
}
