#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "weights/distribution.hpp"

namespace rccm::cli {

/// What the options --weights and --dist were given: files, or the name of a synthetic family, or neither.
struct WeightOptions {
  std::vector<std::string> weights;  ///< FILE[:TENSOR], in the order given
  std::string dist;                  ///< empty where it was not given
};

/// Adds --weights and --dist, of which a user gives at most one. Where `required`, the help says that one is needed;
/// load_required_distribution() insists on it.
void add_weight_options(CLI::App& app, WeightOptions& options, bool required);

/// Reads the weights, or makes the synthetic family; nothing where neither was given. Throws Error as load_weights().
[[nodiscard]] std::optional<Distribution> load_distribution(const WeightOptions& options);

/// The same where one of the two is needed. Throws Error (kUsage) where neither was given.
[[nodiscard]] Distribution load_required_distribution(const WeightOptions& options);

/// What a verb that measures against several weights was given: all of --weights are one of them, each --dist another.
struct WeightListOptions {
  std::vector<std::string> weights;  ///< FILE[:TENSOR], in the order given
  std::vector<std::string> dists;
};

/// One of several weights and what people call it.
struct NamedDistribution {
  std::string name;
  Distribution distribution;
};

/// Adds --weights and --dist, of which a user gives at least one.
void add_weight_list_options(CLI::App& app, WeightListOptions& options);

/// Reads the weights and makes the synthetic families, --weights first. Throws Error as load_required_distribution().
[[nodiscard]] std::vector<NamedDistribution> load_distributions(const WeightListOptions& options);

/// What a result's query says of the weights: {"weights": ["net.npz:conv1"]}, {"dist": "gaussian"} or {}.
[[nodiscard]] Json to_json(const WeightOptions& options);

/// The same for a person: "gaussian", "net.npz:conv1, fc.csv" without folders.
[[nodiscard]] std::string to_text(const WeightOptions& options);

}  // namespace rccm::cli
