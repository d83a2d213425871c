#include "circuit/pagsuite_graph.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "circuit/circuit.hpp"
#include "circuit/pagsuite.hpp"

namespace rccm {
namespace {

constexpr std::size_t kMaxNodes = 256;
constexpr int kMaxStage = 1000;

struct Parameter {
  std::string_view name;
  int least;
  int greatest;
};
constexpr std::array<Parameter, 4> kParameters{{{"input_bits", kMinInputBits, kMaxInputBits},
                                                {"input_signed", 0, 1},
                                                {"signless", 0, 1},
                                                {"consumer_shift", 0, kMaxShift}}};

class Parser {
 public:
  Parser(std::string_view text, const std::string& where) : text_(text), where_(&where) {}

  PagGraph graph() {
    PagGraph graph;
    expect('{');
    do {
      if (graph.nodes.size() == kMaxNodes) throw error("more than " + std::to_string(kMaxNodes) + " nodes");
      graph.nodes.push_back(node());
    } while (accept(','));
    expect('}');
    if (accept(':')) graph.parameters = parameters();
    skip_blanks();
    if (at_ != text_.size()) throw error("text after the graph: remove it");
    graph.configurations = configurations_;
    return graph;
  }

 private:
  [[nodiscard]] Error error(const std::string& message) const { return pagsuite_error(text_, *where_, at_, message); }

  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  [[nodiscard]] bool is_next(char c) {
    skip_blanks();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool accept(char c) {
    const bool found = is_next(c);
    if (found) ++at_;
    return found;
  }
  void expect(char c) {
    if (!accept(c)) throw error(std::string("'") + c + "' expected");
  }

  std::int64_t integer(std::int64_t least, std::int64_t greatest) {
    skip_blanks();
    std::int64_t value = 0;
    const auto [end, status] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (status == std::errc::invalid_argument) throw error("a number expected");
    if (status != std::errc() || value < least || value > greatest) {
      throw error("the number must be " + std::to_string(least) + ".." + std::to_string(greatest));
    }
    at_ = static_cast<std::size_t>(end - text_.data());
    return value;
  }

  bool accept_not_a_number() {
    skip_blanks();
    constexpr std::string_view kNotANumber = "NaN";
    if (text_.substr(at_, kNotANumber.size()) != kNotANumber) return false;
    at_ += kNotANumber.size();
    return true;
  }

  // A list in brackets with one entry per configuration, of which the first list of the text says how many there are.
  template <typename ReadEntry>
  void list(ReadEntry read_entry) {
    expect('[');
    std::size_t count = 0;
    do {
      if (count == kMaxConfigurations) {
        throw error("more than " + std::to_string(kMaxConfigurations) + " configurations");
      }
      read_entry();
      ++count;
      if (is_next(',')) throw error("a second input: circuits have one, so that factors are separated by ';' only");
    } while (accept(';'));
    if (configurations_ == 0) configurations_ = count;
    if (count != configurations_) {
      throw error(std::to_string(count) + " configurations, where the graph has " + std::to_string(configurations_));
    }
    expect(']');
  }

  PagFactors factors() {
    PagFactors result;
    list([&] {
      if (accept_not_a_number()) throw error("a factor that does not matter (NaN): say which it shall be");
      result.push_back(integer(-kMaxCoefficient, kMaxCoefficient));
    });
    return result;
  }

  int left_shift() {
    if (is_next('-')) throw error("a shift to the right: circuits shift to the left only");
    return static_cast<int>(integer(0, kMaxShift));
  }

  PagOperand operand(char type) {
    PagOperand result;
    expect(',');
    skip_blanks();
    result.place = at_;
    result.factors = factors();
    expect(',');
    result.stage = static_cast<int>(integer(0, kMaxStage));
    if (type == 'M') {
      expect(',');
      list([&] {
        if (accept_not_a_number()) {
          result.shifts.emplace_back();
        } else {
          result.shifts.emplace_back(left_shift());
        }
      });
      return result;
    }
    // Registers and outputs may leave it out.
    int shift = 0;
    if (type == 'A') expect(',');
    if (type == 'A' || accept(',')) shift = left_shift();
    result.shifts.assign(configurations_, shift);
    return result;
  }

  PagNode node() {
    PagNode node;
    expect('{');
    node.place = at_;
    expect('\'');
    constexpr std::string_view kTypes = "ARMO";
    if (at_ == text_.size() || kTypes.find(text_[at_]) == std::string_view::npos) {
      throw error("a type of node expected: A, R, M or O");
    }
    node.type = text_[at_++];
    expect('\'');
    expect(',');
    node.factors = factors();
    expect(',');
    node.stage = static_cast<int>(integer(0, kMaxStage));
    do {
      node.operands.push_back(operand(node.type));
    } while (is_next(','));
    expect('}');
    if (is_next(':')) throw error("parameters of a node, of which circuits know none: remove them");
    const std::size_t operands = node.operands.size();
    if (node.type == 'A' && operands != 2) {
      throw pagsuite_error(text_, *where_, node.place,
                           "an addition of " + std::to_string(operands) + " operands: a cell adds two");
    }
    if ((node.type == 'R' || node.type == 'O') && operands != 1) {
      throw pagsuite_error(text_, *where_, node.place, "a register or output has one operand");
    }
    return node;
  }

  std::map<std::string, int> parameters() {
    std::map<std::string, int> result;
    expect('{');
    do {
      skip_blanks();
      const std::size_t begin = at_;
      while (at_ < text_.size() && (text_[at_] == '_' || (text_[at_] >= 'a' && text_[at_] <= 'z'))) ++at_;
      const std::string name(text_.substr(begin, at_ - begin));
      expect('=');
      const auto known = std::find_if(kParameters.begin(), kParameters.end(),
                                      [&](const Parameter& parameter) { return parameter.name == name; });
      if (known == kParameters.end()) {
        at_ = begin;
        std::string names;
        for (const Parameter& parameter : kParameters) {
          names += (names.empty() ? "" : ", ") + std::string(parameter.name);
        }
        throw error("unknown parameter \"" + name + "\": known are " + names);
      }
      const std::int64_t value = integer(known->least, known->greatest);
      if (!result.emplace(name, static_cast<int>(value)).second) throw error("parameter \"" + name + "\" twice");
    } while (accept(','));
    expect('}');
    return result;
  }

  std::string_view text_;
  const std::string* where_;
  std::size_t at_ = 0;
  std::size_t configurations_ = 0;
};

}  // namespace

PagGraph parse_pagsuite(std::string_view text, const std::string& where) {
  return Parser(text, where).graph();
}

Error pagsuite_error(std::string_view text, const std::string& where, std::size_t place, const std::string& message) {
  const std::string_view before = text.substr(0, place);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t column = place - (before.rfind('\n') + 1) + 1;
  return input_error(where + ": line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + message);
}

}  // namespace rccm
