#include "network/state.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>

#include "network/parameters.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "weights/format.hpp"
#include "weights/npy.hpp"
#include "weights/npz.hpp"
#include "weights/safetensors.hpp"

namespace rccm::network {
namespace {

namespace fs = std::filesystem;

State read_folder(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".npy") files.push_back(entry->path());
  }
  if (error) throw input_error(folder.string() + ": cannot be read (" + error.message() + "): check its permissions");
  if (files.empty()) throw input_error(folder.string() + ": holds no .npy files: name a folder with one per tensor");
  std::sort(files.begin(), files.end());
  State state;
  for (const fs::path& file : files) {
    Tensor tensor = read_npy(read_file(file), file.string());
    tensor.name = file.stem().string();
    add_tensor(state, std::move(tensor), file.string());
  }
  return state;
}

std::string join(const std::vector<std::uint64_t>& shape) {
  std::string text;
  for (const std::uint64_t extent : shape) text += (text.empty() ? "" : " x ") + std::to_string(extent);
  return text.empty() ? "a single number" : text;
}

/// Renames what frameworks write to what the graph looks for, and drops what no graph has.
State normalised(State state) {
  constexpr std::string_view kModule = "module.";
  State result;
  for (auto& [name, tensor] : state.tensors) {
    std::string normal = name.starts_with(kModule) ? name.substr(kModule.size()) : name;
    if (normal.ends_with(".num_batches_tracked")) continue;
    for (const auto& [from, to] : {std::pair(".mean", ".running_mean"), std::pair(".var", ".running_var")}) {
      if (normal.ends_with(from)) normal.replace(normal.size() - std::string_view(from).size(), std::string::npos, to);
    }
    if (result.tensors.contains(normal)) {
      throw input_error(state.places[name] + ": stands twice, as '" + result.tensors[normal].name + "' and '" + name +
                        "': remove one");
    }
    result.places[normal] = state.places[name];
    result.tensors.emplace(std::move(normal), std::move(tensor));
  }
  return result;
}

void follow_bias(Layer& layer, const State& state) {
  const bool has_bias = state.tensors.contains(layer.name + ".bias");
  if (auto* conv = std::get_if<Conv2d>(&layer.operation)) conv->has_bias = has_bias;
  if (auto* linear = std::get_if<Linear>(&layer.operation)) linear->has_bias = has_bias;
}

}  // namespace

void add_tensor(State& state, Tensor tensor, const std::string& place) {
  const auto bad = std::find_if(tensor.values.begin(), tensor.values.end(),
                                [](double value) { return !std::isfinite(static_cast<float>(value)); });
  if (bad != tensor.values.end()) {
    throw input_error(place + ": the value at index " + std::to_string(bad - tensor.values.begin()) +
                      " is NaN, infinite or too large for a float: train or export the network again");
  }
  state.places[tensor.name] = place;
  std::string name = tensor.name;
  state.tensors.emplace(std::move(name), std::move(tensor));
}

State read_state(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return read_folder(path);
  const std::string bytes = read_file(path);
  std::vector<Tensor> tensors;
  switch (detect_weight_format(bytes, path)) {
    case WeightFormat::kNpz:
      tensors = read_npz(bytes, path);
      break;
    case WeightFormat::kSafetensors:
      tensors = read_safetensors(bytes, path);
      break;
    case WeightFormat::kNpy:
    case WeightFormat::kCsv:
      throw input_error(path + ": holds no named tensors: name a .npz or .safetensors file or a folder of .npy files");
  }
  State state;
  for (Tensor& tensor : tensors) {
    const std::string place = path + ":" + tensor.name;
    add_tensor(state, std::move(tensor), place);
  }
  return state;
}

void assign_state(Network& network, State state, StateRules rules, const std::string& where) {
  if (rules == StateRules::kForeign) state = normalised(std::move(state));
  for (Layer& layer : network.layers) {
    if (rules == StateRules::kForeign) follow_bias(layer, state);
    for (const Parameter& parameter : parameters(layer)) {
      const std::string name = layer.name + "." + parameter.name;
      const auto found = state.tensors.find(name);
      if (found == state.tensors.end()) {
        throw input_error(where + ": tensor '" + name + "' of layer '" + layer.name +
                          "' is missing: export all tensors under the names of the network's layers");
      }
      if (found->second.shape != parameter.shape) {
        throw input_error(state.places[name] + ": is " + join(found->second.shape) + ", but layer '" + layer.name +
                          "' takes " + join(parameter.shape) + ": the tensors are those of another network");
      }
      parameter.values->assign(found->second.values.begin(), found->second.values.end());
      state.tensors.erase(found);
    }
  }
  if (!state.tensors.empty()) {
    const std::string& name = state.tensors.begin()->first;
    throw input_error(state.places[name] + ": belongs to no layer of network '" + network.name + "' (" +
                      std::to_string(state.tensors.size()) + " such tensors): name the network that it is from");
  }
}

std::vector<NpzArray> state_arrays(const Network& network) {
  std::vector<NpzArray> arrays;
  for (const Layer& layer : network.layers) {
    for (const ConstParameter& parameter : parameters(layer)) {
      arrays.push_back(
          npz_array(layer.name + "." + parameter.name, parameter.shape, std::span<const float>(*parameter.values)));
    }
  }
  return arrays;
}

}  // namespace rccm::network
