#pragma once

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// What logic takes, as Yosys leaves it; LUTs that are memory or shift registers are counted too.
struct Cost {
  double luts = 0;
  double registers = 0;
  Cost& operator+=(const Cost& other) {
    luts += other.luts;
    registers += other.registers;
    return *this;
  }
};

/// Bits that wait for so many cycles: in registers, or in shift registers where there are enough in a row.
[[nodiscard]] Cost delayed(int bits, int cycles);

/// The layer without its processing elements: what rtl/verilog/layer_shell.v and its units take. Registers and what is
/// as wide as the data follow from the units' text; what controls it is fitted to synthesis.
[[nodiscard]] Cost shell_cost(const Design& design, const Plan& plan);

/// DSP blocks that scale results.
[[nodiscard]] int requantiser_dsps(const Design& design, const Plan& plan);

/// Block RAMs of 18 kbit that hold rows of the image.
[[nodiscard]] int row_block_rams(const Design& design, const Plan& plan);

/// Block RAMs of 18 kbit that hold biases and factors.
[[nodiscard]] int parameter_block_rams(const Design& design, const Plan& plan);

}  // namespace rccm::accelerator
