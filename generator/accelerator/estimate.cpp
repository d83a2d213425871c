#include "accelerator/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "accelerator/cycles.hpp"
#include "accelerator/element.hpp"
#include "accelerator/module_text.hpp"
#include "circuit/mapping.hpp"

namespace rccm::accelerator {

namespace {

int rounded_up(int value, int unit) {
  return (value + unit - 1) / unit;
}

int bits_of(int count) {
  int bits = 1;
  while ((1 << bits) < count) ++bits;
  return bits;
}

// What units take together; LUTs as Yosys leaves them, those that are memory or shift registers included.
struct Cost {
  double luts = 0;
  double registers = 0;
  Cost& operator+=(const Cost& other) {
    luts += other.luts;
    registers += other.registers;
    return *this;
  }
};

// A memory of LUTs: RAM32M16 holds 32 words of 14 bits in 8 LUTs, RAM64M8 64 words of 7 bits, with a register behind.
Cost lut_memory(int bits, int words) {
  constexpr int kLuts = 8;
  const int each = words <= 32 ? rounded_up(bits, 14) : rounded_up(bits, 7) * rounded_up(words, 64);
  return {static_cast<double>(kLuts * each), static_cast<double>(bits)};
}

// Registers, AXI4-Lite, counters, loader, sequencer: what hardly depends on the layer.
Cost control_cost(const Plan& plan, int row_words) {
  constexpr Cost kRegistersAndLoader{160, 310};
  const int address = bits_of(row_words);
  const int codes = bits_of(2 * plan.codes.depth);
  return {kRegistersAndLoader.luts + 52 + 4 * address + codes + plan.codes.slices,
          kRegistersAndLoader.registers + 62 + 3 * address + 2 * codes + plan.codes.slices};
}

// One requantiser and the way to it.
Cost requantiser_cost(const Design& design, const Plan& plan) {
  const Layer& layer = design.layer;
  const int sum = std::max(plan.accumulator_bits, plan.bias_bits) + 1;
  const int rows = layer.factor_bits / 2 + 1;
  Cost cost{static_cast<double>(sum + plan.output_bits + 4), static_cast<double>(3 * sum + 24 + 2 * plan.output_bits)};
  switch (design.requantiser) {
    case Requantiser::kDsp:
      cost += {10, 3.0 * sum};
      break;
    case Requantiser::kArray:
      cost += {static_cast<double>(rows * (sum + 3) + 10), rows * (1.25 * sum + 2)};
      break;
    case Requantiser::kSerial:
      cost += {sum + 3.0 + 30, 2.0 * sum + 40};
      break;
  }
  return cost;
}

// Shadow registers, gates and the OR trees that join them.
Cost readout_cost(const Design& design, const Plan& plan) {
  const int inputs = design.elements / design.read_width;
  const int bits = plan.accumulator_bits * design.read_width;
  double luts = 0;
  double registers = 2.0 * plan.accumulator_bits * design.elements + 2.0 * inputs + 6;
  for (int left = inputs; left > 1;) {
    left = rounded_up(left, 6);
    luts += static_cast<double>(bits) * left;
    registers += static_cast<double>(bits) * left;
  }
  return {luts + inputs, registers};
}

Cost shell_cost(const Design& design, const Plan& plan) {
  const Layer& layer = design.layer;
  const int x_bits = design.lanes * plan.input_bits;
  const int row_words = plan.row_slots * layer.input.width * plan.in_folds;
  Cost cost = control_cost(plan, row_words);
  cost += {0, 2.0 * x_bits};
  if (row_words <= 64) cost += lut_memory(x_bits, row_words);
  cost += {0, static_cast<double>(plan.codes.word_bits)};
  if (plan.codes.is_distributed) cost += lut_memory(plan.codes.word_bits, 2 * plan.codes.depth);
  const int rows = 2 * plan.out_folds * (design.elements / design.read_width);
  cost += lut_memory(design.read_width * (plan.bias_bits + layer.factor_bits), rows);
  cost += {14, 36};
  const int results = design.elements / design.read_width;
  cost += lut_memory(design.read_width * plan.output_bits + 1, std::max(16, 4 * results));
  cost += {12, 14};
  cost += readout_cost(design, plan);
  for (int i = 0; i < design.read_width; ++i) cost += requantiser_cost(design, plan);
  return cost;
}

// Two words of 36 bits wide ports and 512 words fill a block RAM of 18 kbit.
int row_block_rams(const Design& design, const Plan& plan) {
  const int words = plan.row_slots * design.layer.input.width * plan.in_folds;
  if (words <= 64) return 0;
  return code_memory(design.lanes * plan.input_bits, rounded_up(words, 2)).block_rams;
}

int multiplier_registers(const Design& design, const ElementPlan& element) {
  if (std::holds_alternative<PlainProduct>(design.layer.product)) return element.levels[0][0].bits;
  return multiplier_netlist(design).registers;
}

int element_registers(const Design& design, const ElementPlan& element) {
  int registers = element.accumulator_bits + design.lanes * multiplier_registers(design, element);
  for (std::size_t level = 1; level < element.levels.size(); ++level) {
    for (const TreeNode& node : element.levels[level]) registers += node.bits;
    if (!element.is_signless || element.is_ternary) continue;
    // Signs that wait for the adders above, and the accumulator's.
    for (std::size_t above = level + 1; above < element.levels.size(); ++above) {
      for (const TreeNode& node : element.levels[above]) registers += node.right >= 0 ? 1 : 0;
    }
    ++registers;
  }
  return registers;
}

// The multiplier of the synthesis tool, of which no cost is known but by measuring; this is Yosys's, within 10 %.
double plain_luts(const PlainProduct& plain) {
  if (plain.use_dsp) return 0;
  return 1.85 * plain.multiplier.input_bits * plain.multiplier.weight_bits;
}

}  // namespace

Estimate make_estimate(const Design& design, const Plan& plan) {
  Estimate estimate;
  const ElementPlan element = element_plan(design);
  double multiplier_luts = 0;
  if (const auto* circuit = std::get_if<Circuit>(&design.layer.product)) {
    multiplier_luts = lut_count(*circuit);
  } else {
    const auto& plain = std::get<PlainProduct>(design.layer.product);
    multiplier_luts = plain_luts(plain);
    estimate.dsps += plain.use_dsp ? design.elements * design.lanes : 0;
  }
  if (design.requantiser == Requantiser::kDsp) estimate.dsps += design.read_width;
  const Cost shell = shell_cost(design, plan);
  estimate.element_luts = design.elements * (design.lanes * multiplier_luts + adder_bits(element));
  estimate.luts = estimate.element_luts + shell.luts;
  estimate.registers = design.elements * element_registers(design, element) + shell.registers;
  estimate.code_block_rams = plan.codes.block_rams;
  estimate.wide_code_block_rams = plan.wide_codes.block_rams;
  estimate.block_rams = plan.codes.block_rams + row_block_rams(design, plan);
  estimate.cycles = image_cycles(design, plan);
  estimate.busy = busy_share(design, plan);
  return estimate;
}

double images_per_second(const Estimate& estimate, double clock_mhz) {
  return clock_mhz * 1e6 / static_cast<double>(estimate.cycles);
}

Json to_json(const Estimate& estimate) {
  return {{"element_luts", std::lround(estimate.element_luts)},
          {"luts", std::lround(estimate.luts)},
          {"registers", std::lround(estimate.registers)},
          {"block_rams", estimate.block_rams},
          {"code_block_rams", estimate.code_block_rams},
          {"wide_code_block_rams", estimate.wide_code_block_rams},
          {"dsps", estimate.dsps},
          {"cycles", estimate.cycles},
          {"busy", estimate.busy}};
}

Json to_json(const Design& design, const Plan& plan) {
  return {{"lanes", design.lanes},
          {"elements", design.elements},
          {"read_width", design.read_width},
          {"in_folds", plan.in_folds},
          {"out_folds", plan.out_folds},
          {"input_bits", plan.input_bits},
          {"word_bits", plan.word_bits},
          {"accumulator_bits", plan.accumulator_bits},
          {"output_bits", plan.output_bits},
          {"code_depth", plan.codes.depth},
          {"code_slice_bits", plan.codes.slice_bits},
          {"code_slices", plan.codes.slices},
          {"codes_in_luts", plan.codes.is_distributed},
          {"set_beats", plan.set_beats},
          {"input_beats", plan.input_beats},
          {"output_beats", plan.output_beats}};
}

std::string estimate_text(const Design& design, const Plan& plan, const Estimate& estimate, double clock_mhz) {
  const Layer& layer = design.layer;
  char text[1200];
  std::snprintf(text, sizeof text,
                "%s: %d x %d x %d -> %d x %d x %d, kernel %d, multiplier %s\n"
                "  %d lanes x %d elements: %d beats a pixel of input, %d groups of output channels\n"
                "  elements       %.0f LUTs, %d bits in each accumulator\n"
                "  whole layer    %.0f LUTs, %.0f registers, %d DSPs\n"
                "  block RAMs     %d of 18 kbit, %d of them for two sets of codes (8-bit weights: %d)\n"
                "  cycles         %lld an image, elements busy in %.1f %%\n"
                "  images         %.1f a second at %g MHz\n",
                layer.name.c_str(), layer.input.height, layer.input.width, layer.input.channels, layer.output.height,
                layer.output.width, layer.output.channels, layer.operation.window.kernel[0],
                name_of(layer.product).c_str(), design.lanes, design.elements, plan.in_folds, plan.out_folds,
                estimate.element_luts, plan.accumulator_bits, estimate.luts, estimate.registers, estimate.dsps,
                estimate.block_rams, estimate.code_block_rams, estimate.wide_code_block_rams,
                static_cast<long long>(estimate.cycles), 100 * estimate.busy, images_per_second(estimate, clock_mhz),
                clock_mhz);
  return text;
}

}  // namespace rccm::accelerator
