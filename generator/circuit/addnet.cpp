#include "circuit/addnet.hpp"

#include <algorithm>
#include <utility>

namespace rccm {
namespace {

// Index of the input in the list, which grows if it is new.
int intern(std::vector<Input>& inputs, std::size_t from, const Input& input) {
  const auto begin = inputs.begin() + static_cast<std::ptrdiff_t>(from);
  const auto found = std::find(begin, inputs.end(), input);
  const auto index = static_cast<int>(found - inputs.begin());
  if (found == inputs.end()) inputs.push_back(input);
  return index;
}

Cell cell_of(const TypeA& type, int a_source, int b_source) {
  Cell cell;
  cell.mode = Mode::kGated;
  cell.select_bits = 2;
  const Term b{0, false};
  cell.inputs.push_back({b_source, type.b_shift});
  std::vector<Term> a;
  // B1 keeps a pin of its own even where an A equals it: only the gated pin may bypass the multiplexer.
  for (int shift : type.a_shifts) a.push_back({intern(cell.inputs, 1, {a_source, shift}), false});
  for (const Term& term : a) cell.functions.push_back({b, term});
  if (type.fourth == 0) {
    cell.functions.push_back({b, std::nullopt});
  } else {
    cell.functions.push_back({b, Term{a[static_cast<std::size_t>(type.fourth - 1)].input, true}});
  }
  return cell;
}

Cell cell_of(const TypeB& type, int a_source, int b_source) {
  Cell cell;
  cell.mode = Mode::kDual;
  cell.select_bits = 2;
  const int a1 = intern(cell.inputs, 0, {a_source, type.a_shifts[0]});
  const int a2 = intern(cell.inputs, 0, {a_source, type.a_shifts[1]});
  const int b1 = intern(cell.inputs, 0, {b_source, type.b_shift});
  cell.functions = {{Term{a1, true}, Term{b1, false}},
                    {Term{a2, true}, Term{b1, false}},
                    {Term{a1, false}, Term{b1, true}},
                    {Term{a2, false}, Term{b1, true}}};
  return cell;
}

std::string to_text(const TypeA& type) {
  std::string text = "A(" + std::to_string(type.a_shifts[0]) + "," + std::to_string(type.a_shifts[1]) + "," +
                     std::to_string(type.a_shifts[2]) + ";" + std::to_string(type.b_shift);
  if (type.fourth != 0) text += ";-A" + std::to_string(type.fourth);
  return text + ")";
}

}  // namespace

std::string to_text(const AddnetParameters& parameters) {
  std::string text = std::to_string(parameters.adders()) + "-add";
  for (const TypeA& a : parameters.a) text += " " + to_text(a);
  return text + " B(" + std::to_string(parameters.b.a_shifts[0]) + "," + std::to_string(parameters.b.a_shifts[1]) +
         ";" + std::to_string(parameters.b.b_shift) + ")";
}

namespace {

// Reads the text form from left to right; any mismatch sticks.
class AddnetParser {
 public:
  explicit AddnetParser(std::string_view text) : rest_(text) {}

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  int digit() {
    if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
      failed_ = true;
      return 0;
    }
    const int value = rest_.front() - '0';
    rest_.remove_prefix(1);
    return value;
  }

  void expect(std::string_view expected) { failed_ = !take(expected) || failed_; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

std::optional<AddnetParameters> parse_addnet(std::string_view text) {
  AddnetParser parser(text);
  AddnetParameters parameters;
  const int adders = parser.digit();
  parser.expect("-add");
  while (!parser.failed() && parser.take(" A(")) {
    TypeA type;
    type.a_shifts[0] = parser.digit();
    parser.expect(",");
    type.a_shifts[1] = parser.digit();
    parser.expect(",");
    type.a_shifts[2] = parser.digit();
    parser.expect(";");
    type.b_shift = parser.digit();
    if (parser.take(";-A")) {
      type.fourth = parser.digit();
      if (type.fourth < 1 || type.fourth > 3) return std::nullopt;
    }
    parser.expect(")");
    parameters.a.push_back(type);
  }
  parser.expect(" B(");
  parameters.b.a_shifts[0] = parser.digit();
  parser.expect(",");
  parameters.b.a_shifts[1] = parser.digit();
  parser.expect(";");
  parameters.b.b_shift = parser.digit();
  parser.expect(")");
  if (parser.failed() || !parser.at_end() || adders < 2 || adders > 4 || parameters.adders() != adders) {
    return std::nullopt;
  }
  return parameters;
}

Circuit addnet_circuit(const AddnetParameters& parameters, int input_bits, bool input_signed) {
  Circuit circuit;
  circuit.name = to_text(parameters);
  circuit.space = Space::kAddnet;
  circuit.input_bits = input_bits;
  circuit.input_signed = input_signed;
  switch (parameters.adders()) {
    case 2:
      circuit.cells = {cell_of(parameters.a[0], kSourceX, kSourceX), cell_of(parameters.b, 0, kSourceX)};
      break;
    case 3:
      circuit.cells = {cell_of(parameters.a[0], kSourceX, kSourceX), cell_of(parameters.a[1], kSourceX, kSourceX),
                       cell_of(parameters.b, 0, 1)};
      break;
    default:
      circuit.cells = {cell_of(parameters.a[0], kSourceX, kSourceX), cell_of(parameters.a[1], kSourceX, kSourceX),
                       cell_of(parameters.a[2], 0, 1), cell_of(parameters.b, 2, kSourceX)};
      break;
  }
  return circuit;
}

}  // namespace rccm
