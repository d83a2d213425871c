#pragma once

#include <cstdint>
#include <vector>

#include "circuit/mapping.hpp"

namespace rccm {

/// The product that the LUTs' truth tables and the carry chains compute, bit by bit. It knows nothing of coefficients:
/// it is what the algebra is checked against.
class Simulator {
 public:
  /// The mapping must outlive the simulator.
  explicit Simulator(const Mapping& mapping);

  [[nodiscard]] std::int64_t product(std::int64_t x, std::uint64_t code) const;

 private:
  struct Values;  // of all wires for one input and code
  struct Lut {
    std::vector<Bit> pins;
    std::uint64_t init = 0;
    bool has_o5 = false;
  };
  [[nodiscard]] bool value(const Bit& bit, const Values& values) const;
  [[nodiscard]] bool value(const Driver& driver, const Values& values) const;
  void evaluate_cell(std::size_t index, Values& values) const;

  const Mapping* mapping_;
  std::vector<Lut> luts_;
};

/// The product for a single input and code.
[[nodiscard]] std::int64_t simulate(const Mapping& mapping, std::int64_t x, std::uint64_t code);

}  // namespace rccm
