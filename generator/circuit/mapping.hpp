#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "circuit/bit_function.hpp"
#include "circuit/carry_plan.hpp"
#include "circuit/circuit.hpp"

namespace rccm {

/// A LUT beside the chains: one function of up to six wires, or two functions that share at most five (LUT6_2).
struct LogicLut {
  int level = 0;  ///< of the cells it belongs to
  BitFunction o6;
  std::optional<BitFunction> o5;
  /// The wires on I0, I1, ...: the sorted union of the supports. A LUT6_2 has I5 tied high.
  [[nodiscard]] std::vector<Bit> pins() const;
  /// The INIT word over those pins: 64 entries for a LUT6_2, 2^pins otherwise.
  [[nodiscard]] std::uint64_t init() const;
};

/// Which output of which LogicLut.
struct LogicOutput {
  int lut = 0;
  bool is_o5 = false;
};

/// A wire or the output of a LogicLut.
struct Driver {
  std::optional<LogicOutput> logic;
  Bit wire;  ///< where logic is empty
};

/// One LUT6_2 of a chain: O6 is the propagate signal, O5 the value that is carried on where O6 is 0.
struct ChainColumn {
  std::array<Bit, 6> pins{};
  std::uint64_t init = 0;
};

/// The part of a cell that sits on the carry chain.
struct Chain {
  int first = 0;  ///< result bit of columns[0]
  Driver carry_in;
  std::vector<ChainColumn> columns;
  bool has_carry_out = false;  ///< result bit first + columns.size() is the chain's carry-out
};

/// Where a result bit comes from.
enum class BitOrigin { kWire, kLogic, kSum, kCarryOut };

/// One bit of a cell's result.
struct ResultBit {
  BitOrigin origin = BitOrigin::kWire;
  Driver driver;  ///< for kWire and kLogic
};

/// A cell on LUTs and a carry chain.
struct MappedCell {
  int level = 0;
  Range range;             ///< exact values over all codes and inputs
  bool is_signed = false;  ///< of the result; false also where high bits that nobody needs were dropped
  bool is_truncated = false;
  CarryPlan carry_plan;
  std::vector<ResultBit> bits;
  Chain chain;
  [[nodiscard]] int width() const { return static_cast<int>(bits.size()); }
};

/// A circuit as the LUTs, chains and wires that the generated hardware consists of.
struct Mapping {
  int input_bits = 0;
  bool input_signed = false;
  int select_bits = 0;
  std::vector<MappedCell> cells;
  std::vector<LogicLut> logic;
};

/// The cheapest mapping: per cell the carry plan, where the chain begins and whether the top bit is on it; per level
/// the best packing of the functions that are off the chains. The circuit must be valid.
[[nodiscard]] Mapping map_circuit(const Circuit& circuit);

/// The number of LUT cells: one per chain column and one per LogicLut.
[[nodiscard]] int lut_count(const Mapping& mapping);

/// lut_count of the circuit's mapping; the same for CARRY4 and CARRY8 families.
[[nodiscard]] int lut_count(const Circuit& circuit);

}  // namespace rccm
