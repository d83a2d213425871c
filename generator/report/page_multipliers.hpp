#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "circuit/json.hpp"
#include "report/comparison.hpp"

namespace rccm::report {

/// Gathers multipliers from search results and comparisons into what a report's page shows of them: one view for each
/// of the weights that they are measured against, the circuits, drawn, and the weights' histograms.
class PageMultipliers {
 public:
  /// `weights`, if given, are drawn behind the coefficients of circuits whose own weights are not to be found, and
  /// circuits without metrics are measured against them.
  explicit PageMultipliers(std::optional<NamedWeights> weights = std::nullopt) : given_(std::move(weights)) {}

  /// The circuits of an "rccm.circuits/1" or "rccm.circuit/1". Throws Error (kInput) as read_circuits() does.
  void add_circuits(const std::string& text, const Json& json, const std::string& name);
  /// The rows of an "rccm.comparison/1". Throws Error (kInput) for unknown or missing keys and wrong types.
  void add_comparison(const Json& json, const std::string& name);

  /// {"views": [...], "circuits": [...], "weights": [...]}. Marks what is on the front of its view. Throws Error
  /// (kInput) where a circuit has no metrics and no comparison holds it.
  [[nodiscard]] Json finish();

 private:
  struct View {
    std::string key;  ///< equal for equal weights and inputs
    Json json;
  };

  Json& view(const std::string& key, const std::string& weights, int input_bits, bool input_signed, int histogram);
  int add_weights(const std::string& key, const std::string& name, const Json& query, const std::string& where);
  int add_circuit(const CircuitFile& file, const std::string& name, std::size_t index);
  /// Throws Error (kInput) naming a file whose circuits would not be shown, as no figure of them is known.
  void require_all_measured() const;
  [[nodiscard]] int circuit_of_row(const Json& row, int input_bits, bool input_signed);

  std::optional<NamedWeights> given_;
  std::deque<View> views_;  // references to its elements last
  std::vector<std::string> weight_keys_;
  std::vector<std::string> circuit_keys_;
  Json weights_ = Json::array();
  Json circuits_ = Json::array();
  std::vector<std::pair<int, std::string>> unmeasured_;  // circuits, and the files they are from
  std::size_t drawn_bytes_ = 0;
};

}  // namespace rccm::report
