#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "circuit/pagsuite.hpp"
#include "circuit/pagsuite_graph.hpp"
#include "support/error.hpp"

namespace rccm {
namespace {

std::string list(const PagFactors& factors) {
  std::string text;
  for (const std::int64_t factor : factors) text += (text.empty() ? "[" : ";") + std::to_string(factor);
  return text + "]";
}

// A node that others refer to.
struct Reference {
  PagFactors factors;
  int stage = 0;
};

// One of a cell's addends per code: an input, shifted, with a sign; or nothing.
using Addend = std::vector<std::optional<Term>>;

class Writer {
 public:
  explicit Writer(const Circuit& circuit)
      : circuit_(&circuit), tables_(coefficient_tables(circuit)), selects_(code_bits(circuit)) {
    known_.insert({PagFactors(codes(), 1), 0});
  }

  std::string text() {
    for (std::size_t i = 0; i < circuit_->cells.size(); ++i) write_cell(i);
    const Reference& product = cells_.back();
    add("'O'," + list(product.factors) + "," + std::to_string(product.stage) + reference_text(product) + ",0");
    return "{" + nodes_ + "}" + parameters() + "\n";
  }

 private:
  [[nodiscard]] std::size_t codes() const { return tables_.back().size(); }
  void add(const std::string& node) { nodes_ += (nodes_.empty() ? "{" : ",{") + node + "}"; }

  static std::string reference_text(const Reference& reference) {
    return "," + list(reference.factors) + "," + std::to_string(reference.stage);
  }

  [[nodiscard]] Reference source(const Input& input) const {
    if (input.source == kSourceX) return {PagFactors(codes(), 1), 0};
    return cells_[static_cast<std::size_t>(input.source)];
  }

  // A node is known by its stage and its factors, but for their signs: a second one goes to a later stage.
  int free_stage(const PagFactors& factors, int stage) {
    PagFactors magnitudes = factors;
    for (std::int64_t& factor : magnitudes) factor = factor < 0 ? -factor : factor;
    while (!known_.insert({magnitudes, stage}).second) ++stage;
    return stage;
  }

  // The addend's input for each code, whatever its sign: a wire where it is always the same, otherwise a multiplexer.
  struct Operand {
    Reference from;
    int shift = 0;
  };
  Operand operand(const Cell& cell, const Addend& addend) {
    const auto input_of = [&](const Term& term) { return cell.inputs[static_cast<std::size_t>(term.input)]; };
    std::set<std::optional<Input>> inputs;
    for (const auto& term : addend) inputs.insert(term ? std::optional(input_of(*term)) : std::nullopt);
    if (inputs.size() == 1) return {source(**inputs.begin()), (*inputs.begin())->shift};
    Reference result{PagFactors(codes(), 0), 0};
    std::string text;
    std::set<int> sources;
    for (const auto& input : inputs) {
      if (!input || !sources.insert(input->source).second) continue;
      const Reference from = source(*input);
      result.stage = std::max(result.stage, from.stage + 1);
      text += reference_text(from) + ",[";
      for (std::size_t code = 0; code < codes(); ++code) {
        const bool is_chosen = addend[code] && input_of(*addend[code]).source == input->source;
        const int shift = is_chosen ? input_of(*addend[code]).shift : 0;
        if (is_chosen) result.factors[code] = from.factors[code] * (std::int64_t{1} << shift);
        text += (code == 0 ? "" : ";") + (is_chosen ? std::to_string(shift) : std::string("NaN"));
      }
      text += "]";
    }
    result.stage = free_stage(result.factors, result.stage);
    add("'M'," + list(result.factors) + "," + std::to_string(result.stage) + text);
    return {result, 0};
  }

  static std::string operand_text(const Operand& operand, const Addend& addend) {
    Reference signed_reference = operand.from;
    for (std::size_t code = 0; code < addend.size(); ++code) {
      if (addend[code] && addend[code]->negate) signed_reference.factors[code] = -signed_reference.factors[code];
    }
    return reference_text(signed_reference) + "," + std::to_string(operand.shift);
  }

  void write_cell(std::size_t index) {
    const Cell& cell = circuit_->cells[index];
    Addend f;
    Addend g;
    for (std::size_t code = 0; code < codes(); ++code) {
      std::size_t select = 0;
      for (std::size_t b = 0; b < selects_[index].size(); ++b) select |= ((code >> selects_[index][b]) & 1U) << b;
      f.push_back(cell.functions[select].f);
      g.push_back(cell.functions[select].g);
    }
    const auto is_empty = [](const Addend& addend) {
      return std::none_of(addend.begin(), addend.end(), [](const auto& term) { return term.has_value(); });
    };
    if (is_empty(f) || is_empty(g)) {
      cells_.push_back(single(index, is_empty(g) ? f : g));
      return;
    }
    const Operand first = operand(cell, f);
    const Operand second = operand(cell, g);
    Reference sum{tables_[index], std::max(first.from.stage, second.from.stage) + 1};
    sum.stage = free_stage(sum.factors, sum.stage);
    add("'A'," + list(sum.factors) + "," + std::to_string(sum.stage) + operand_text(first, f) +
        operand_text(second, g));
    cells_.push_back(sum);
  }

  // A cell with a single addend is a multiplexer or a wire.
  Reference single(std::size_t index, const Addend& addend) {
    const Cell& cell = circuit_->cells[index];
    if (std::all_of(addend.begin(), addend.end(), [](const auto& term) { return !term.has_value(); })) {
      throw input_error(circuit_->name + ": cells[" + std::to_string(index) +
                        "] is always 0, which an adder graph has no node for");
    }
    const Operand only = operand(cell, addend);
    if (std::any_of(addend.begin(), addend.end(), [](const auto& term) { return term && term->negate; })) {
      // There is no negation without an addition.
      const Reference zero{PagFactors(codes(), 0), 0};
      Reference result{tables_[index], only.from.stage + 1};
      result.stage = free_stage(result.factors, result.stage);
      add("'A'," + list(result.factors) + "," + std::to_string(result.stage) + reference_text(zero) + ",0" +
          operand_text(only, addend));
      return result;
    }
    if (only.from.factors == tables_[index] && only.from.stage > 0 && only.shift == 0) return only.from;
    Reference result{tables_[index], only.from.stage + 1};
    result.stage = free_stage(result.factors, result.stage);
    add("'R'," + list(result.factors) + "," + std::to_string(result.stage) + reference_text(only.from) +
        (only.shift == 0 ? "" : "," + std::to_string(only.shift)));
    return result;
  }

  [[nodiscard]] std::string parameters() const {
    std::string text;
    const auto add_parameter = [&](const std::string& name, int value) {
      text += (text.empty() ? "" : ",") + name + "=" + std::to_string(value);
    };
    constexpr int kUsualBits = 8;
    if (circuit_->input_bits != kUsualBits) add_parameter("input_bits", circuit_->input_bits);
    if (!circuit_->input_signed) add_parameter("input_signed", 0);
    if (circuit_->signless) add_parameter("signless", 1);
    if (circuit_->consumer_shift > 0) add_parameter("consumer_shift", circuit_->consumer_shift);
    return text.empty() ? "" : ":{" + text + "}";
  }

  const Circuit* circuit_;
  std::vector<std::vector<std::int64_t>> tables_;
  std::vector<std::vector<int>> selects_;
  std::vector<Reference> cells_;
  std::set<std::pair<PagFactors, int>> known_;
  std::string nodes_;
};

}  // namespace

std::string to_pagsuite(const Circuit& circuit) {
  if (std::size_t{1} << select_bits(circuit) > kMaxConfigurations) {
    throw input_error(circuit.name + ": has " + std::to_string(select_bits(circuit)) +
                      " select bits: an adder graph lists every code, at most " + std::to_string(kMaxConfigurations));
  }
  return Writer(circuit).text();
}

}  // namespace rccm
