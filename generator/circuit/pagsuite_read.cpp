#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "circuit/pagsuite.hpp"
#include "circuit/pagsuite_cell.hpp"
#include "circuit/pagsuite_graph.hpp"

namespace rccm {
namespace {

constexpr int kInputNode = -1;
constexpr int kZeroNode = -2;

// How far multiplexers and registers go into the cell they feed.
enum class Absorb { kAll, kOne, kNone };

class Reader {
 public:
  Reader(std::string_view text, const std::string& where)
      : text_(text), where_(&where), graph_(parse_pagsuite(text, where)) {
    while ((std::size_t{1} << select_bits_) < graph_.configurations) ++select_bits_;
  }

  PagsuiteCircuit circuit() {
    link();
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) check_factors(i);
    circuit_.space = Space::kNative;
    make_product();
    tidy_up();
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (!is_used_[i]) throw error(graph_.nodes[i].place, "this node leads to no output: remove it");
    }
    const auto parameter = [&](const char* name, int usual) {
      const auto found = graph_.parameters.find(name);
      return found == graph_.parameters.end() ? usual : found->second;
    };
    constexpr int kUsualBits = 8;
    circuit_.input_bits = parameter("input_bits", kUsualBits);
    circuit_.input_signed = parameter("input_signed", 1) != 0;
    circuit_.signless = parameter("signless", 0) != 0;
    circuit_.consumer_shift = parameter("consumer_shift", 0);
    const bool says_input = graph_.parameters.contains("input_bits") || graph_.parameters.contains("input_signed");
    try {
      validate(circuit_);
    } catch (const Error& problem) {
      throw input_error(*where_ + ": makes no valid circuit: " + problem.what());
    }
    return {std::move(circuit_), says_input};
  }

 private:
  // The node that an operand comes from, and per configuration whether it is negated.
  struct Link {
    int node = kInputNode;
    std::vector<bool> negate;
  };

  [[nodiscard]] Error error(std::size_t place, const std::string& message) const {
    return pagsuite_error(text_, *where_, place, message);
  }
  [[nodiscard]] const PagNode& node(int index) const { return graph_.nodes[static_cast<std::size_t>(index)]; }

  // Nothing if the factors differ by more than signs.
  static std::optional<std::vector<bool>> signs(const PagFactors& of_operand, const PagFactors& of_node) {
    std::vector<bool> negate;
    for (std::size_t c = 0; c < of_node.size(); ++c) {
      if (of_operand[c] != of_node[c] && of_operand[c] != -of_node[c]) return std::nullopt;
      negate.push_back(of_operand[c] != of_node[c]);
    }
    return negate;
  }

  void link() {
    for (const PagNode& node : graph_.nodes) {
      links_.emplace_back();
      for (const PagOperand& operand : node.operands) links_.back().push_back(link_of(node, operand));
    }
    is_used_.assign(graph_.nodes.size(), false);
    cells_.assign(graph_.nodes.size(), std::nullopt);
    is_open_.assign(graph_.nodes.size(), false);
  }

  // The node of the operand's stage and factors, best the one that needs no negation. Only an addition can negate.
  [[nodiscard]] Link link_of(const PagNode& node, const PagOperand& operand) const {
    std::optional<Link> found;
    const auto offer = [&](int index, const PagFactors& factors) {
      const auto negate = signs(operand.factors, factors);
      const bool is_exact = negate && std::find(negate->begin(), negate->end(), true) == negate->end();
      if (negate && (is_exact || (node.type == 'A' && !found))) found = Link{index, *negate};
      return is_exact;
    };
    if (operand.stage == 0 && offer(kInputNode, PagFactors(graph_.configurations, 1))) return *found;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      const PagNode& other = graph_.nodes[i];
      if (&other == &node || other.type == 'O' || other.stage != operand.stage) continue;
      if (offer(static_cast<int>(i), other.factors)) break;
    }
    const auto is_zero = [](std::int64_t factor) { return factor == 0; };
    if (!found && node.type == 'A' && std::all_of(operand.factors.begin(), operand.factors.end(), is_zero)) {
      return {kZeroNode, std::vector<bool>(graph_.configurations, false)};
    }
    if (!found) {
      throw error(operand.place, "no node has these factors in stage " + std::to_string(operand.stage));
    }
    return *found;
  }

  // An error would mean that reader and writer understand the graph differently.
  void check_factors(std::size_t index) const {
    const PagNode& node = graph_.nodes[index];
    for (std::size_t c = 0; c < graph_.configurations; ++c) {
      std::int64_t sum = 0;
      int chosen = 0;
      for (const PagOperand& operand : node.operands) {
        if (!operand.shifts[c]) continue;
        sum += operand.factors[c] * (std::int64_t{1} << *operand.shifts[c]);
        ++chosen;
      }
      const std::string place = " in configuration " + std::to_string(c);
      if (node.type == 'M' && chosen > 1) {
        throw error(node.place, std::to_string(chosen) + " operands are chosen" + place + ", at most one can be");
      }
      if (sum != node.factors[c]) {
        throw error(node.place, "the factor" + place + " is " + std::to_string(node.factors[c]) +
                                    ", but the operands give " + std::to_string(sum));
      }
    }
  }

  // What an operand adds in every configuration, in terms of x and cells.
  std::vector<PagChoice> choices(std::size_t index, std::size_t operand_index, Absorb absorb) {
    const PagOperand& operand = graph_.nodes[index].operands[operand_index];
    const Link& link = links_[index][operand_index];
    std::vector<PagChoice> result(graph_.configurations);
    if (link.node == kZeroNode) return result;
    std::vector<PagChoice> inner;
    if (link.node != kInputNode) inner = value(link.node, absorb);
    for (std::size_t c = 0; c < result.size(); ++c) {
      if (!operand.shifts[c]) continue;
      PagChoice choice = link.node == kInputNode ? PagChoice(PagSource{{kSourceX, 0}}) : inner[c];
      if (choice) {
        choice->input.shift += *operand.shifts[c];
        choice->negate = choice->negate != link.negate[c];
        choice->is_zero = operand.factors[c] == 0;
      }
      result[c] = choice;
    }
    return result;
  }

  // A node as something a cell can choose from: what it chooses itself, or the cell that it becomes.
  std::vector<PagChoice> value(int index, Absorb absorb) {
    const auto i = static_cast<std::size_t>(index);
    if (node(index).type == 'A' || absorb == Absorb::kNone) {
      return std::vector<PagChoice>(graph_.configurations, PagSource{{cell_of(i), 0}});
    }
    is_used_[i] = true;
    return chosen(i, absorb == Absorb::kAll ? Absorb::kAll : Absorb::kNone);
  }

  // What a multiplexer, register or output passes on. Kept, as many paths can lead to a node.
  const std::vector<PagChoice>& chosen(std::size_t index, Absorb absorb) {
    const auto known = chosen_.find({index, absorb});
    if (known != chosen_.end()) return known->second;
    const Guard guard(*this, index);
    std::vector<PagChoice> result(graph_.configurations);
    for (std::size_t o = 0; o < graph_.nodes[index].operands.size(); ++o) {
      const std::vector<PagChoice> operand = choices(index, o, absorb);
      for (std::size_t c = 0; c < result.size(); ++c) {
        if (operand[c]) result[c] = operand[c];
      }
    }
    return chosen_.emplace(std::pair{index, absorb}, std::move(result)).first->second;
  }

  // Marks a node whose operands are being looked at, so that one that leads back to itself is found.
  class Guard {
   public:
    Guard(Reader& reader, std::size_t index) : reader_(&reader), index_(index) {
      if (reader.is_open_[index]) throw reader.error(reader.graph_.nodes[index].place, "this node feeds itself");
      reader.is_open_[index] = true;
    }
    ~Guard() { reader_->is_open_[index_] = false; }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    Reader* reader_;
    std::size_t index_;
  };

  int add_cell(Cell cell) {
    circuit_.cells.push_back(std::move(cell));
    return static_cast<int>(circuit_.cells.size()) - 1;
  }

  // The cell of a node, made when it is first asked for. Multiplexers before it become part of it, as far as the pins
  // of its LUTs reach.
  int cell_of(std::size_t index) {
    if (cells_[index]) return *cells_[index];
    is_used_[index] = true;
    // Those that leave fewest multiplexers outside come first.
    constexpr Absorb kAll = Absorb::kAll;
    constexpr Absorb kOne = Absorb::kOne;
    constexpr Absorb kNone = Absorb::kNone;
    constexpr std::array<std::array<Absorb, 2>, 9> kWays{{{kAll, kAll},
                                                          {kOne, kOne},
                                                          {kAll, kOne},
                                                          {kOne, kAll},
                                                          {kAll, kNone},
                                                          {kNone, kAll},
                                                          {kOne, kNone},
                                                          {kNone, kOne},
                                                          {kNone, kNone}}};
    const PagNode& node = graph_.nodes[index];
    const bool is_sum = node.type == 'A';
    for (const auto& [first, second] : kWays) {
      if (!is_sum && first != second) continue;
      std::vector<PagChoice> a;
      std::vector<PagChoice> b(graph_.configurations);
      if (is_sum) {
        const Guard guard(*this, index);
        a = choices(index, 0, first);
        b = choices(index, 1, second);
      } else {
        a = chosen(index, first);
      }
      if (auto cell = pagsuite_cell(a, b, select_bits_)) {
        cells_[index] = add_cell(*std::move(cell));
        return *cells_[index];
      }
    }
    throw error(node.place, "this node needs more pins than a LUT has, for data and select bits");
  }

  // Leaves out cells that only an attempt asked for, and code bits that go without saying.
  void tidy_up() {
    std::vector<bool> is_needed(circuit_.cells.size(), false);
    is_needed.back() = true;
    for (std::size_t i = circuit_.cells.size(); i-- > 0;) {
      if (!is_needed[i]) continue;
      for (const Input& input : circuit_.cells[i].inputs) {
        if (input.source != kSourceX) is_needed[static_cast<std::size_t>(input.source)] = true;
      }
    }
    std::vector<Cell> cells;
    std::vector<int> place;
    for (std::size_t i = 0; i < circuit_.cells.size(); ++i) {
      place.push_back(static_cast<int>(cells.size()));
      if (!is_needed[i]) continue;
      cells.push_back(std::move(circuit_.cells[i]));
      for (Input& input : cells.back().inputs) {
        if (input.source != kSourceX) input.source = place[static_cast<std::size_t>(input.source)];
      }
    }
    circuit_.cells = std::move(cells);
    const auto bits = code_bits(circuit_);
    for (Cell& cell : circuit_.cells) {
      const std::vector<int> explicit_bits = std::exchange(cell.code_bits, {});
      if (code_bits(circuit_) != bits) cell.code_bits = explicit_bits;
    }
  }

  // The product is the last cell.
  void make_product() {
    std::vector<std::size_t> outputs;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      if (graph_.nodes[i].type == 'O') outputs.push_back(i);
    }
    if (outputs.empty()) throw error(0, "no output: add {'O',...}");
    if (outputs.size() > 1) throw error(graph_.nodes[outputs[1]].place, "a second output: a circuit has one product");
    const std::size_t output = outputs.front();
    is_used_[output] = true;
    const Link& link = links_[output].front();
    const std::optional<int> shift = graph_.nodes[output].operands.front().shifts.front();
    if (link.node != kInputNode && shift == 0) {
      cell_of(static_cast<std::size_t>(link.node));
    } else {
      cell_of(output);
    }
  }

  std::string_view text_;
  const std::string* where_;
  PagGraph graph_;
  int select_bits_ = 0;
  std::vector<std::vector<Link>> links_;   // per node and operand
  std::vector<bool> is_used_;              // per node
  std::vector<bool> is_open_;              // per node
  std::vector<std::optional<int>> cells_;  // per node
  std::map<std::pair<std::size_t, Absorb>, std::vector<PagChoice>> chosen_;
  Circuit circuit_;
};

}  // namespace

bool is_pagsuite(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos || text[first] != '{') return false;
  const std::size_t second = text.find_first_not_of(kBlanks, first + 1);
  return second != std::string_view::npos && text[second] == '{';
}

PagsuiteCircuit circuit_from_pagsuite(std::string_view text, const std::string& where) {
  return Reader(text, where).circuit();
}

}  // namespace rccm
