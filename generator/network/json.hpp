#pragma once

#include <optional>
#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "circuit/object_reader.hpp"
#include "network/graph.hpp"

namespace rccm::network {

inline constexpr const char* kSchema = "rccm.network/1";

/// The "rccm.network/1" form of a float network without its tensors, which lie in the file `tensors` beside it.
[[nodiscard]] Json to_json(const Network& network, const std::string& tensors);

/// The graph of a float network, without the values of its tensors. Throws Error (kInput) naming `where`, the layer
/// and the key for anything that the form does not know, and as infer_shapes().
[[nodiscard]] Network network_from_json(const Json& json, const std::string& where);

// What float and integer networks have in common.

/// Throws Error (kInput) if the schema is another or `arithmetic` is neither float nor integer; true if it is integer.
[[nodiscard]] bool is_integer_network(const Json& json, const std::string& where);

[[nodiscard]] Json to_json(const Shape& shape);
[[nodiscard]] Shape shape_from(const ObjectReader& reader, const char* key);

/// Adds kernel and stride, and padding where `has_padding`.
void add_window(Json& json, const Window& window, bool has_padding);
[[nodiscard]] Window window_from(const ObjectReader& reader, bool has_padding);

/// The numbers of a list of exactly that many integers.
[[nodiscard]] std::vector<int> integers_from(const ObjectReader& reader, const char* key, std::size_t count);
[[nodiscard]] std::vector<double> numbers_from(const ObjectReader& reader, const char* key);

/// The sources that "inputs" names: "input" or one of `names`, which are the layers before.
[[nodiscard]] std::vector<int> sources_from(const ObjectReader& reader, const std::vector<std::string>& names);

/// The operations that integer networks have as well, whose layers have a key "scale" there; nothing for the others.
[[nodiscard]] std::optional<Operation> shared_operation_from(const ObjectReader& reader, const std::string& name,
                                                             bool has_scale);
void add_shared_operation(Json& json, const Operation& operation);

}  // namespace rccm::network
