#pragma once

#include <optional>
#include <string>
#include <vector>

#include "circuit/accumulation.hpp"
#include "circuit/coefficient_set.hpp"
#include "circuit/json.hpp"
#include "weights/distribution.hpp"

namespace rccm::report {

/// What a multiplier is in a comparison: which mark and line of the legend it gets.
enum class Kind {
  kUniform,    ///< evenly spaced levels: Booth
  kPlain,      ///< evenly spaced levels: what synthesis makes of `*`
  kPowers,     ///< another number system: powers of two and their sums
  kPublished,  ///< a published AddNet circuit
  kAddnet,     ///< another circuit of the published kind
  kNative,     ///< a circuit of the native space
};

/// LUTs by family.
struct LutCounts {
  int xc7 = 0;
  int xcup = 0;
  bool operator==(const LutCounts&) const = default;
};

/// One multiplier to compare.
struct Candidate {
  std::string name;
  Kind kind = Kind::kNative;
  std::optional<LutCounts> luts;  ///< nothing where they could not be measured
  std::optional<double> mac;      ///< LUTs per multiply-accumulate, where it is made of cells
  int stored_bits = 0;
  int consumer_bits = 0;     ///< of the stored ones, those applied where products are summed: a sign, a shift
  CoefficientSet set;        ///< mirrored where signless
  std::optional<int> depth;  ///< in cells, where it is made of cells
  std::string remark;        ///< why something is missing
  bool operator==(const Candidate&) const = default;
};

[[nodiscard]] Candidate candidate(const Circuit& circuit, const DotProduct& dot = {});

/// What a front and a plot count as the cost of a multiplier.
enum class Context {
  kProduct,  ///< LUTs of the multiplier alone, 7-series
  kMac,      ///< LUTs per multiply-accumulate of a dot product
};

/// The input of all multipliers of a comparison, and where they stand.
struct Setting {
  int input_bits = 8;
  bool input_signed = true;
  Context context = Context::kProduct;
  DotProduct dot;
};

/// The LUTs that count in a context; nothing where they are not known.
[[nodiscard]] std::optional<double> cost(const Candidate& candidate, Context context);

/// The weights of one column.
struct NamedWeights {
  std::string name;  ///< for people: "gaussian", "net.npz:conv1"
  Distribution distribution;
};

/// A candidate with its metrics, one for each of the comparison's weights.
struct Row {
  Candidate candidate;
  std::vector<Metrics> metrics;
  std::vector<bool> on_front;  ///< per weights: no row has as much SQNR at as little cost, and one of them better
};

struct Comparison {
  Setting setting;
  std::vector<std::string> weights;
  std::vector<Row> rows;  ///< by cost, then SQNR of the first weights, best first; what has no cost last
};

/// Measures the candidates, one that is equal to an earlier one left out. There must be weights. Throws Error (kInput)
/// where a set holds nothing but 0.
[[nodiscard]] Comparison compare(const std::vector<Candidate>& candidates, const std::vector<NamedWeights>& weights,
                                 const Setting& setting, unsigned threads);

/// The rows on the front of the given weights, by cost.
[[nodiscard]] std::vector<const Row*> front(const Comparison& comparison, std::size_t weights);

/// The kind as files have it: "uniform", "plain", "powers", "published", "addnet", "native".
[[nodiscard]] std::string to_text(Kind kind);

/// "rccm.comparison/1".
[[nodiscard]] Json to_json(const Comparison& comparison);

}  // namespace rccm::report
