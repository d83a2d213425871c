#include "fuzz/fuzz.hpp"
#include "weights/npz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run([&] {
    for (const rccm::Tensor& tensor : rccm::read_npz(rccm::fuzz::as_text(data, size), "input")) {
      rccm::fuzz::require_consistent(tensor);
    }
  });
}
