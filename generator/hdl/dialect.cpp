#include "hdl/dialect.hpp"

#include <algorithm>
#include <cassert>

namespace rccm::hdl {
namespace {

std::string hex_digits(std::uint64_t value, std::size_t digits) {
  std::string text(digits, '0');
  for (std::size_t i = digits; i-- > 0; value >>= 4) text[i] = "0123456789ABCDEF"[value & 15];
  return text;
}

}  // namespace

std::string binary_digits(const Vector& constants) {
  std::string text;
  for (const Wire& wire : constants) text.insert(text.begin(), wire.value ? '1' : '0');
  return text;
}

std::string Dialect::range(const BitRange& bits) const {
  const std::string high = std::to_string(bits.high);
  const std::string low = std::to_string(bits.low);
  return is_verilog() ? "[" + high + ":" + low + "]" : "(" + high + " downto " + low + ")";
}

std::string Dialect::run_name(const Signal& signal, const BitRange& run) const {
  if (signal.runs.size() == 1) return signal.name;
  if (run.width() == 1) return signal.name + "_bit" + std::to_string(run.low);
  return signal.name + "_" + std::to_string(run.high) + "_to_" + std::to_string(run.low);
}

const BitRange& Dialect::run_of(const Wire& wire) const {
  const std::vector<BitRange>& runs = signal(wire.signal).runs;
  const auto found = std::find_if(runs.begin(), runs.end(),
                                  [&](const BitRange& run) { return run.low <= wire.bit && wire.bit <= run.high; });
  assert(found != runs.end());
  return *found;
}

std::string Dialect::wire(const Wire& wire) const {
  if (wire.is_constant) {
    const std::string digit = wire.value ? "1" : "0";
    return is_verilog() ? "1'b" + digit : "'" + digit + "'";
  }
  std::string name = run_name(signal(wire.signal), run_of(wire));
  if (signal(wire.signal).is_scalar) return name;
  const std::string index = std::to_string(wire.bit);
  return is_verilog() ? name + "[" + index + "]" : name + "(" + index + ")";
}

std::vector<Dialect::Piece> Dialect::pieces(const Vector& vector) const {
  std::vector<Piece> result;
  for (std::size_t top = vector.size(); top > 0;) {
    const Wire first = vector[top - 1];
    // The piece is vector[begin .. top - 1].
    std::size_t begin = top - 1;
    if (first.is_constant) {
      while (begin > 0 && vector[begin - 1].is_constant) --begin;
      result.push_back({Vector(vector.begin() + static_cast<std::ptrdiff_t>(begin),
                               vector.begin() + static_cast<std::ptrdiff_t>(top)),
                        false});
      top = begin;
      continue;
    }
    const auto continues = [&](std::size_t index) {
      return index > 0 && !vector[index - 1].is_constant && vector[index - 1].signal == first.signal &&
             vector[index - 1].bit == vector[index].bit - 1 && vector[index - 1].bit >= run_of(first).low;
    };
    while (begin > 0 && vector[begin - 1] == first) --begin;
    bool is_repeat = begin + 1 < top;
    if (is_repeat && continues(begin)) {
      ++begin;  // the last of them leads the slice that follows
      is_repeat = begin + 1 < top;
    } else if (!is_repeat) {
      while (continues(begin)) --begin;
    }
    result.push_back(
        {Vector(vector.begin() + static_cast<std::ptrdiff_t>(begin), vector.begin() + static_cast<std::ptrdiff_t>(top)),
         is_repeat});
    top = begin;
  }
  return result;
}

std::string Dialect::piece(const Piece& piece) const {
  const Vector& wires = piece.wires;
  const std::string count = std::to_string(wires.size());
  if (wires.front().is_constant) {
    const std::string digits = binary_digits(wires);
    if (!is_verilog()) return wires.size() == 1 ? wire(wires.front()) : '"' + digits + '"';
    if (wires.size() <= 4) return count + "'b" + digits;
    return count + "'d" + std::to_string(std::stoull(digits, nullptr, 2));
  }
  if (piece.is_repeat) {
    const std::string bit = wire(wires.front());
    if (is_verilog()) return "{" + count + "{" + bit + "}}";
    return "(" + std::to_string(wires.size() - 1) + " downto 0 => " + bit + ")";
  }
  if (wires.size() == 1) return wire(wires.front());
  return target(wires.front().signal, {wires.back().bit, wires.front().bit});
}

std::string Dialect::vector(const Vector& vector) const {
  const std::vector<Piece> parts = pieces(vector);
  // A vector of one element is not that element in VHDL.
  if (!is_verilog() && vector.size() == 1) {
    const Wire& only = vector.front();
    if (only.is_constant) return '"' + binary_digits(vector) + '"';
    if (signal(only.signal).is_scalar) return "(0 => " + wire(only) + ")";
    return target(only.signal, {only.bit, only.bit});
  }
  if (is_verilog() && vector.size() == 1 && !vector.front().is_constant) {
    return target(vector.front().signal, {vector.front().bit, vector.front().bit});
  }
  std::string text;
  for (const Piece& part : parts) {
    if (!text.empty()) text += is_verilog() ? ", " : " & ";
    text += piece(part);
  }
  return is_verilog() && parts.size() > 1 ? "{" + text + "}" : text;
}

std::string Dialect::operand(const Vector& vector) const {
  const std::string text = this->vector(vector);
  return !is_verilog() && pieces(vector).size() > 1 ? "(" + text + ")" : text;
}

std::string Dialect::target(SignalId id, const BitRange& bits) const {
  const Signal& target = signal(id);
  if (target.is_scalar) return target.name;
  const BitRange& run = run_of(Wire::of(id, bits.low));
  std::string name = run_name(target, run);
  if (bits == run) return name;
  if (is_verilog() && bits.width() == 1) return name + "[" + std::to_string(bits.low) + "]";
  return name + range(bits);
}

std::string Dialect::value(const Assignment& assignment) const {
  if (signal(assignment.target).is_scalar) return wire(assignment.value.front());
  return vector(assignment.value);
}

std::string Dialect::init(std::uint64_t table, std::size_t pins) const {
  const std::size_t entries = std::size_t{1} << pins;
  if (entries < 4) {
    const std::string digits = {(table & 2) != 0 ? '1' : '0', (table & 1) != 0 ? '1' : '0'};
    return is_verilog() ? "2'b" + digits : '"' + digits + '"';
  }
  const std::string digits = hex_digits(table, entries / 4);
  return is_verilog() ? std::to_string(entries) + "'h" + digits : "X\"" + digits + '"';
}

std::string Dialect::select_value(std::size_t value, int width) const {
  if (is_verilog()) return std::to_string(width) + "'d" + std::to_string(value);
  std::string digits;
  for (int bit = width - 1; bit >= 0; --bit) digits += ((value >> bit) & 1) != 0 ? '1' : '0';
  return width == 1 ? "'" + digits + "'" : '"' + digits + '"';
}

}  // namespace rccm::hdl
