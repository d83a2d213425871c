#include "network/file.hpp"

#include <algorithm>

#include "network/builders.hpp"
#include "network/json.hpp"
#include "network/manifest.hpp"
#include "network/onnx.hpp"
#include "network/parameters.hpp"
#include "network/state.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::network {

namespace fs = std::filesystem;

fs::path tensors_beside(const fs::path& path) {
  fs::path tensors = path;
  tensors.replace_extension(".npz");
  if (tensors == path) {
    throw usage_error(path.string() + ": is the name that the network's tensors get: name a file ending in .json");
  }
  return tensors;
}

fs::path tensors_of(const std::string& name, const fs::path& path) {
  if (name.empty() || name.find('/') != std::string::npos || name == "." || name == "..") {
    throw input_error(path.string() + ": tensors \"" + name + "\" is no name of a file in the same folder");
  }
  return path.parent_path() / name;
}

Network load_network(const std::string& name, const std::string& state) {
  if (auto network = build(name)) {
    if (state.empty()) throw usage_error(name + ": a built-in network needs weights: pass its state dictionary");
    assign_state(*network, read_state(state), StateRules::kForeign, state);
    return *std::move(network);
  }
  if (!state.empty()) throw usage_error(name + ": a network file has its own weights: leave the state dictionary out");
  if (!fs::exists(name) && name.find_first_of("/.") == std::string::npos) {
    std::string known;
    for (const Builder& builder : builders()) known += (known.empty() ? "" : ", ") + builder.name;
    throw usage_error(name + ": neither a file nor a built-in network: name a file or one of " + known);
  }
  if (is_onnx_name(name)) return read_onnx(read_file(name), name);
  const Json json = parse_json(read_file(name), name);
  if (looks_like_manifest(json)) return read_manifest(json, name);
  Network network = network_from_json(json, name);
  const fs::path tensors = tensors_of(ObjectReader(json, name).string("tensors"), name);
  assign_state(network, read_state(tensors.string()), StateRules::kExact, tensors.string());
  return network;
}

void save_network(const Network& network, const fs::path& path) {
  require_weights(network, network.name);
  const fs::path tensors = tensors_beside(path);
  write_file(tensors, write_npz(state_arrays(network)));
  write_file(path, to_text(to_json(network, tensors.filename().string())));
}

}  // namespace rccm::network
