#include "circuit/simulate.hpp"

#include <array>

namespace rccm {

struct Simulator::Values {
  std::uint64_t x = 0;
  std::uint64_t code = 0;
  std::array<std::uint64_t, kMaxCells> results{};
};

Simulator::Simulator(const Mapping& mapping) : mapping_(&mapping) {
  for (const LogicLut& lut : mapping.logic) luts_.push_back({lut.pins(), lut.init(), lut.o5.has_value()});
}

std::int64_t Simulator::product(std::int64_t x, std::uint64_t code) const {
  Values values{static_cast<std::uint64_t>(x), code, {}};
  for (std::size_t i = 0; i < mapping_->cells.size(); ++i) evaluate_cell(i, values);
  const MappedCell& last = mapping_->cells.back();
  std::uint64_t result = values.results[mapping_->cells.size() - 1];
  if (last.is_signed && ((result >> (last.width() - 1)) & 1) != 0) result |= ~std::uint64_t{0} << last.width();
  return static_cast<std::int64_t>(result);
}

bool Simulator::value(const Bit& bit, const Values& values) const {
  const auto index = static_cast<unsigned>(bit.index);
  switch (bit.kind) {
    case Bit::Kind::kConstant:
      return bit.index != 0;
    case Bit::Kind::kInput:
      return ((values.x >> index) & 1) != 0;
    case Bit::Kind::kCode:
      return ((values.code >> index) & 1) != 0;
    case Bit::Kind::kCell:
      return ((values.results[static_cast<std::size_t>(bit.cell)] >> index) & 1) != 0;
  }
  return false;
}

bool Simulator::value(const Driver& driver, const Values& values) const {
  if (!driver.logic) return value(driver.wire, values);
  const Lut& lut = luts_[static_cast<std::size_t>(driver.logic->lut)];
  std::size_t address = 0;
  for (std::size_t i = 0; i < lut.pins.size(); ++i) {
    if (value(lut.pins[i], values)) address |= std::size_t{1} << i;
  }
  if (lut.has_o5 && !driver.logic->is_o5) address += 32;
  return ((lut.init >> address) & 1) != 0;
}

void Simulator::evaluate_cell(std::size_t index, Values& values) const {
  const MappedCell& cell = mapping_->cells[index];
  const Chain& chain = cell.chain;
  std::uint64_t sums = 0;
  bool carry = value(chain.carry_in, values);
  for (std::size_t i = 0; i < chain.columns.size(); ++i) {
    const ChainColumn& column = chain.columns[i];
    std::size_t address = 0;
    for (std::size_t pin = 0; pin < 6; ++pin) {
      if (value(column.pins[pin], values)) address |= std::size_t{1} << pin;
    }
    const bool o6 = ((column.init >> address) & 1) != 0;
    const bool o5 = ((column.init >> (address % 32)) & 1) != 0;
    if (o6 != carry) sums |= std::uint64_t{1} << i;
    carry = o6 ? carry : o5;
  }
  for (int bit = 0; bit < cell.width(); ++bit) {
    const ResultBit& result = cell.bits[static_cast<std::size_t>(bit)];
    bool set = false;
    switch (result.origin) {
      case BitOrigin::kWire:
      case BitOrigin::kLogic:
        set = value(result.driver, values);
        break;
      case BitOrigin::kSum:
        set = ((sums >> (bit - chain.first)) & 1) != 0;
        break;
      case BitOrigin::kCarryOut:
        set = carry;
        break;
    }
    if (set) values.results[index] |= std::uint64_t{1} << bit;
  }
}

std::int64_t simulate(const Mapping& mapping, std::int64_t x, std::uint64_t code) {
  return Simulator(mapping).product(x, code);
}

}  // namespace rccm
