#include "circuit/simulate.hpp"

#include <vector>

namespace rccm {
namespace {

class Simulation {
 public:
  Simulation(const Mapping& mapping, std::int64_t x, std::uint64_t code)
      : mapping_(mapping), x_(static_cast<std::uint64_t>(x)), code_(code), results_(mapping.cells.size(), 0) {}

  std::int64_t product() {
    for (std::size_t i = 0; i < mapping_.cells.size(); ++i) evaluate_cell(i);
    const MappedCell& last = mapping_.cells.back();
    std::uint64_t value = results_.back();
    if (last.is_signed && ((value >> (last.width() - 1)) & 1) != 0) value |= ~std::uint64_t{0} << last.width();
    return static_cast<std::int64_t>(value);
  }

 private:
  [[nodiscard]] bool value(const Bit& bit) const {
    const auto index = static_cast<unsigned>(bit.index);
    switch (bit.kind) {
      case Bit::Kind::kConstant:
        return bit.index != 0;
      case Bit::Kind::kInput:
        return ((x_ >> index) & 1) != 0;
      case Bit::Kind::kCode:
        return ((code_ >> index) & 1) != 0;
      case Bit::Kind::kCell:
        return ((results_[static_cast<std::size_t>(bit.cell)] >> index) & 1) != 0;
    }
    return false;
  }

  [[nodiscard]] bool value(const Driver& driver) const {
    if (!driver.logic) return value(driver.wire);
    const LogicLut& lut = mapping_.logic[static_cast<std::size_t>(driver.logic->lut)];
    std::size_t address = 0;
    const std::vector<Bit> pins = lut.pins();
    for (std::size_t i = 0; i < pins.size(); ++i) {
      if (value(pins[i])) address |= std::size_t{1} << i;
    }
    if (lut.o5 && !driver.logic->is_o5) address += 32;
    return ((lut.init() >> address) & 1) != 0;
  }

  void evaluate_cell(std::size_t index) {
    const MappedCell& cell = mapping_.cells[index];
    const Chain& chain = cell.chain;
    std::uint64_t sums = 0;
    bool carry = value(chain.carry_in);
    for (std::size_t i = 0; i < chain.columns.size(); ++i) {
      const ChainColumn& column = chain.columns[i];
      std::size_t address = 0;
      for (std::size_t pin = 0; pin < 6; ++pin) {
        if (value(column.pins[pin])) address |= std::size_t{1} << pin;
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
          set = value(result.driver);
          break;
        case BitOrigin::kSum:
          set = ((sums >> (bit - chain.first)) & 1) != 0;
          break;
        case BitOrigin::kCarryOut:
          set = carry;
          break;
      }
      if (set) results_[index] |= std::uint64_t{1} << bit;
    }
  }

  const Mapping& mapping_;
  std::uint64_t x_;
  std::uint64_t code_;
  std::vector<std::uint64_t> results_;
};

}  // namespace

std::int64_t simulate(const Mapping& mapping, std::int64_t x, std::uint64_t code) {
  return Simulation(mapping, x, code).product();
}

}  // namespace rccm
