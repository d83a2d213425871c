#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"
#include "train/assignment.hpp"
#include "train/weight_scheme.hpp"

namespace rccm::cli {

/// Multipliers that layers are to choose among.
struct ChoiceOptions {
  std::vector<std::string> candidates;
  std::optional<double> bits;
  std::optional<double> luts;
  std::size_t images = 500;
  std::string report;
  [[nodiscard]] bool is_given() const { return !candidates.empty(); }
};

/// Adds --choose, --budget-bits, --budget-luts, --choose-images and --sensitivity.
void add_choice_options(CLI::App& verb, ChoiceOptions& options);

/// The candidates, and which of them each layer gets.
struct ChosenSchemes {
  std::vector<train::WeightScheme> schemes;
  std::map<std::string, int> layers;
};

/// Measures the layers' sensitivity on the first of the images, chooses within the budget, and says on stderr what,
/// unless quiet. Throws Error (kUsage) where there is not exactly one budget, or a candidate has no LUTs that could be
/// counted.
[[nodiscard]] ChosenSchemes choose_schemes(const ChoiceOptions& options, const network::Network& network,
                                           const data::Dataset& images, const train::SensitivityParams& params,
                                           bool is_quiet);

}  // namespace rccm::cli
