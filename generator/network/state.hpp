#pragma once

#include <map>
#include <string>
#include <vector>

#include "network/graph.hpp"
#include "weights/tensor.hpp"
#include "weights/write_npz.hpp"

namespace rccm::network {

/// The tensors of a trained network by name, and the file that each comes from for messages.
struct State {
  std::map<std::string, Tensor> tensors;
  std::map<std::string, std::string> places;
};

/// Adds a tensor under its name, which must be new. Throws Error (kInput) naming `place` for NaN and infinite values.
void add_tensor(State& state, Tensor tensor, const std::string& place);

/// Reads a state dictionary: a .npz or .safetensors file, or a folder with one .npy file per tensor. Throws Error
/// (kInput) naming the file for what cannot be read, and for NaN and infinite values.
[[nodiscard]] State read_state(const std::string& path);

/// What a state dictionary may leave to the graph and what the graph may leave to it.
enum class StateRules {
  kExact,    ///< every tensor of the graph, and no other, under exactly its name
  kForeign,  ///< as frameworks write them: also with "module." in front, "mean" and "var" for the running statistics,
             ///< counters of batches; whether a convolution or linear layer has a bias is for the dictionary to say
};

/// Fills the network's layers from tensors called "<layer>.weight", "<layer>.bias", "<layer>.running_mean" and
/// "<layer>.running_var". Throws Error (kInput) naming `where`, the layer and the tensor for those that are missing,
/// left over or of another shape.
void assign_state(Network& network, State state, StateRules rules, const std::string& where);

/// The network's tensors under the names that assign_state() looks for.
[[nodiscard]] std::vector<NpzArray> state_arrays(const Network& network);

}  // namespace rccm::network
