#pragma once

#include <filesystem>
#include <string>

#include "network/graph.hpp"

namespace rccm::network {

/// Reads a float network: a "rccm.network/1" file with its tensors beside it, a manifest (manifest.hpp), an ONNX file
/// (onnx.hpp), or, where `name` is that of a built-in network, its graph, filled from the state dictionary `state`
/// (empty for the others). Throws Error: kUsage where `state` is missing or too much; kInput naming file and layer for
/// what cannot be read.
[[nodiscard]] Network load_network(const std::string& name, const std::string& state = "");

/// Writes the network to `path` and its tensors beside it, as the same name ending in .npz.
void save_network(const Network& network, const std::filesystem::path& path);

/// The file of tensors that belongs to a network file: the same name ending in .npz. Throws Error (kUsage) if that is
/// the file itself.
[[nodiscard]] std::filesystem::path tensors_beside(const std::filesystem::path& path);

/// The path of the tensors that the network file `path` names, which are in the same folder.
[[nodiscard]] std::filesystem::path tensors_of(const std::string& name, const std::filesystem::path& path);

}  // namespace rccm::network
