#include "fuzz/fuzz.hpp"
#include "network/onnx.hpp"
#include "network/parameters.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run([&] {
    const rccm::network::Network network = rccm::network::read_onnx(rccm::fuzz::as_text(data, size), "input");
    // What was read is a whole network: its shapes fit together and no layer lacks its weights.
    rccm::fuzz::require(infer_shapes(network, "input").size() == network.layers.size());
    require_weights(network, "input");
  });
}
