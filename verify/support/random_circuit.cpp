#include "support/random_circuit.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <utility>

#include "circuit/json.hpp"
#include "support/files.hpp"

namespace rccm::test {
namespace {

// How many data inputs a cell can have besides the gated one: LUT pins less select bits.
int pins_for_data(Mode mode, int select_bits) {
  return (mode == Mode::kPaired ? 6 : 5) - select_bits;
}

Input random_input(Random& random, int cell) {
  Input input;
  // The preceding cell is likely, so that most circuits are deep and few cells are pruned.
  if (cell > 0 && random.chance(50)) {
    input.source = cell - 1;
  } else {
    input.source = random.between(kSourceX, cell - 1);
  }
  input.shift = random.between(0, 6);
  return input;
}

std::optional<Term> random_term(Random& random, int first, int last) {
  if (first > last || random.chance(15)) return std::nullopt;
  return Term{random.between(first, last), random.chance(40)};
}

Function random_function(Random& random, int first_g, int last) {
  Function function{random_term(random, 0, last), random_term(random, first_g, last)};
  if (function.f && function.g && function.f->negate && function.g->negate) {
    (random.chance(50) ? function.f : function.g)->negate = false;
  }
  return function;
}

void make_functions(Random& random, Cell& cell, bool has_gated_input) {
  const int last = static_cast<int>(cell.inputs.size()) - 1;
  const std::size_t count = std::size_t{1} << cell.select_bits;
  const int first_g = cell.mode == Mode::kGated && has_gated_input ? 1 : 0;
  for (std::size_t s = 0; s < count; ++s) {
    Function function = random_function(random, first_g, last);
    if (cell.mode == Mode::kGated) {
      function.f = has_gated_input && random.chance(70) ? std::optional(Term{0, false}) : std::nullopt;
    }
    if (cell.mode == Mode::kPaired) {
      if (s < count / 2) {
        function.f.reset();
      } else {
        function.g = cell.functions[s - count / 2].g;
        if (function.f && function.g && function.g->negate) function.f->negate = false;
      }
    }
    cell.functions.push_back(function);
  }
}

// Removes inputs that no function uses.
void drop_unused_inputs(Cell& cell) {
  std::map<int, int> renumbered;
  for (const Function& function : cell.functions) {
    for (const std::optional<Term>& term : {function.f, function.g}) {
      if (term) renumbered.emplace(term->input, 0);
    }
  }
  std::vector<Input> inputs;
  for (auto& [from, to] : renumbered) {
    to = static_cast<int>(inputs.size());
    inputs.push_back(cell.inputs[static_cast<std::size_t>(from)]);
  }
  for (Function& function : cell.functions) {
    for (std::optional<Term>* term : {&function.f, &function.g}) {
      if (*term) (*term)->input = renumbered.at((*term)->input);
    }
  }
  cell.inputs = std::move(inputs);
}

Cell random_cell(Random& random, int index) {
  static constexpr std::array<Mode, 3> kModes{Mode::kGated, Mode::kDual, Mode::kPaired};
  Cell cell;
  cell.mode = kModes[static_cast<std::size_t>(random.between(0, 2))];
  cell.select_bits = random.between(cell.mode == Mode::kPaired ? 1 : 0, random.chance(25) ? 4 : 2);
  const bool has_gated_input = cell.mode == Mode::kGated && random.chance(85);
  const int data = random.between(1, pins_for_data(cell.mode, cell.select_bits)) + (has_gated_input ? 1 : 0);
  for (int i = 0; i < data; ++i) cell.inputs.push_back(random_input(random, index));
  make_functions(random, cell, has_gated_input);
  drop_unused_inputs(cell);
  return cell;
}

// Removes cells that do not lead to the last one.
void prune(std::vector<Cell>& cells) {
  std::vector<bool> leads(cells.size(), false);
  leads.back() = true;
  for (std::size_t i = cells.size(); i-- > 0;) {
    if (!leads[i]) continue;
    for (const Input& input : cells[i].inputs) {
      if (input.source != kSourceX) leads[static_cast<std::size_t>(input.source)] = true;
    }
  }
  std::vector<int> renumbered;
  std::vector<Cell> kept;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    renumbered.push_back(static_cast<int>(kept.size()));
    if (!leads[i]) continue;
    Cell cell = cells[i];
    for (Input& input : cell.inputs) {
      if (input.source != kSourceX) input.source = renumbered[static_cast<std::size_t>(input.source)];
    }
    kept.push_back(std::move(cell));
  }
  cells = std::move(kept);
}

// Explicit code bits in any order, each either one that an earlier cell uses or the next new one.
void share_code_bits(Random& random, std::vector<Cell>& cells) {
  int used = 0;
  for (Cell& cell : cells) {
    while (static_cast<int>(cell.code_bits.size()) < cell.select_bits) {
      const int bit = used > 0 && random.chance(40) ? random.between(0, used - 1) : used;
      if (std::find(cell.code_bits.begin(), cell.code_bits.end(), bit) != cell.code_bits.end()) continue;
      used = std::max(used, bit + 1);
      cell.code_bits.insert(cell.code_bits.begin() + (random.chance(50) ? 0 : std::ssize(cell.code_bits)), bit);
    }
  }
}

}  // namespace

int Random::between(int low, int high) {
  return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
}

Circuit random_circuit(std::uint64_t seed) {
  Random random(seed);
  Circuit circuit;
  circuit.name = "random:" + std::to_string(seed);
  // Narrow inputs can be tried exhaustively; wide ones are there for the ranges.
  circuit.input_bits = random.chance(70) ? random.between(2, 8) : random.between(9, 32);
  circuit.input_signed = random.chance(60);
  circuit.signless = random.chance(20);
  const int cells = random.between(1, 4);
  for (int i = 0; i < cells; ++i) circuit.cells.push_back(random_cell(random, i));
  prune(circuit.cells);
  if (random.chance(20)) share_code_bits(random, circuit.cells);
  if (random.chance(20)) circuit.consumer_shift = random.between(1, 3);
  return circuit;
}

int random_cases(int usual) {
  const char* text = std::getenv("RCCM_RANDOM_CASES");
  return text == nullptr ? usual : std::max(1, std::atoi(text));
}

std::string circuit_text(const Circuit& circuit) {
  static constexpr std::array<const char*, 3> kModes{"gated", "dual", "paired"};
  static constexpr std::array<const char*, 3> kSpaces{"addnet", "native", "baseline"};
  const auto term_json = [](const std::optional<Term>& term) -> Json {
    if (!term) return nullptr;
    return {{"input", term->input}, {"negate", term->negate}};
  };
  Json cells = Json::array();
  for (const Cell& cell : circuit.cells) {
    Json json{{"mode", kModes[static_cast<std::size_t>(cell.mode)]},
              {"inputs", Json::array()},
              {"select_bits", cell.select_bits},
              {"functions", Json::array()}};
    for (const Input& input : cell.inputs) {
      const std::string source = input.source == kSourceX ? "x" : "cell" + std::to_string(input.source);
      json["inputs"].push_back({{"source", source}, {"shift", input.shift}});
    }
    for (const Function& function : cell.functions) {
      json["functions"].push_back({{"f", term_json(function.f)}, {"g", term_json(function.g)}});
    }
    if (!cell.code_bits.empty()) json["code_bits"] = cell.code_bits;
    cells.push_back(std::move(json));
  }
  Json json{{"schema", "rccm.circuit/1"},
            {"name", circuit.name},
            {"space", kSpaces[static_cast<std::size_t>(circuit.space)]},
            {"input_bits", circuit.input_bits},
            {"input_signed", circuit.input_signed},
            {"signless", circuit.signless},
            {"cells", std::move(cells)}};
  if (circuit.consumer_shift > 0) json["consumer_shift"] = circuit.consumer_shift;
  return json.dump() + "\n";
}

SavedCase::SavedCase(const Circuit& circuit, std::string_view property)
    : text_(circuit_text(circuit)), path_("failing-" + std::string(property) + ".json") {
  write_file(path_, text_);
}

void SavedCase::passed() const {
  std::filesystem::remove(path_);
}

}  // namespace rccm::test
