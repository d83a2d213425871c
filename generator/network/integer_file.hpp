#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "circuit/json.hpp"
#include "network/graph.hpp"
#include "network/integer_network.hpp"

namespace rccm::network {

/// The "rccm.network/1" form of an integer network, without the words, biases, factors and scales of its layers, which
/// lie in the file `tensors` beside it as "<layer>.words", "<layer>.bias", "<layer>.factors" and "<layer>.scales".
[[nodiscard]] Json to_json(const IntegerNetwork& network, const std::string& tensors);

/// Writes the network to `path` and its tensors beside it, as the same name ending in .npz. What is loaded again gives
/// the same results bit for bit.
void save_network(const IntegerNetwork& network, const std::filesystem::path& path);

/// A network of either kind.
using AnyNetwork = std::variant<Network, IntegerNetwork>;

/// Reads a network file of either kind, or what load_network() reads besides. Throws Error as load_network() and
/// check_network().
[[nodiscard]] AnyNetwork load_any_network(const std::string& name, const std::string& state = "");

}  // namespace rccm::network
