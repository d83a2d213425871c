#pragma once

#include <optional>
#include <string>

#include "circuit/json.hpp"
#include "weights/distribution.hpp"

namespace rccm::report {

/// What a result's query says of the weights, for a person: "gaussian", "net.npz:conv1, fc.csv" without folders; empty
/// where it says nothing.
[[nodiscard]] std::string weights_name(const Json& query);

/// The weights that a result's query names: {"dist": "gaussian"} or {"weights": ["net.npz:conv1"]}. Nothing where it
/// names none or one of the files is not there. Throws Error (kInput) as load_weights() where a file is there, and for
/// a query that is wrong in form.
[[nodiscard]] std::optional<Distribution> weights_of_query(const Json& query, const std::string& where);

}  // namespace rccm::report
