#include "accelerator/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <vector>

#include "accelerator/cycles.hpp"
#include "accelerator/element.hpp"
#include "accelerator/module_text.hpp"
#include "accelerator/shell_cost.hpp"
#include "circuit/mapping.hpp"

namespace rccm::accelerator {

namespace {

// The registers of a multiplier, and those of them that only delay x: all elements share these.
struct MultiplierRegisters {
  int all = 0;
  int of_x = 0;
};

MultiplierRegisters multiplier_registers(const Design& design, const ElementPlan& element) {
  if (std::holds_alternative<PlainProduct>(design.layer.product)) return {element.levels[0][0].bits, 0};
  const hdl::Netlist netlist = multiplier_netlist(design);
  std::set<hdl::SignalId> delayed_x;
  for (hdl::SignalId id = 0; id < netlist.signals.size(); ++id) {
    if (netlist.signals[id].kind == hdl::SignalKind::kInput && netlist.signals[id].name == "x") delayed_x.insert(id);
  }
  MultiplierRegisters registers{netlist.registers, 0};
  for (const hdl::Step& step : netlist.steps) {
    for (const hdl::Assignment& assignment : step.registers) {
      const bool is_x = std::all_of(assignment.value.begin(), assignment.value.end(), [&](const hdl::Wire& wire) {
        return !wire.is_constant && delayed_x.contains(wire.signal);
      });
      if (!is_x) continue;
      delayed_x.insert(assignment.target);
      registers.of_x += assignment.bits.width();
    }
  }
  return registers;
}

// Registers of a code behind its memory: a block RAM's first is its own.
int memory_registers(const Plan& plan) {
  return plan.codes.is_distributed ? 2 : 1;
}

// Select bits wait for the cell that they belong to, the first of them behind the memory of codes.
Cost code_cost(const Design& design, const Plan& plan) {
  Cost cost;
  const auto* circuit = std::get_if<Circuit>(&design.layer.product);
  if (circuit == nullptr || design.pipeline != hdl::Pipeline::kCells) return cost;
  std::map<int, std::set<int>> uses;  // of each code bit, by the cell's level
  const auto bits = code_bits(*circuit);
  const std::vector<int> level = levels(*circuit);
  for (std::size_t i = 0; i < circuit->cells.size(); ++i) {
    for (const int bit : bits[i]) uses[bit].insert(level[i]);
  }
  for (const auto& [bit, times] : uses) {
    int since = 1 - memory_registers(plan);
    for (const int time : times) {
      cost += delayed(1, time - since);
      cost.registers -= time - since;  // counted elsewhere
      since = time;
    }
  }
  return cost;
}

// What words hold for the adders, signs and shifts, waits for the adder that it belongs to, together with the register
// behind the memory of codes and that of the multiplier: where these are enough in a row, one shift register takes the
// place of all.
Cost passed_bits_cost(const ElementPlan& element, const Plan& plan) {
  Cost cost;
  const auto add = [&](std::size_t waits) {
    const int before = memory_registers(plan) + element.product_latency;  // counted elsewhere
    const int cycles = before + static_cast<int>(waits);
    cost += delayed(1, cycles);
    cost.registers -= before;
  };
  const std::size_t lanes = element.levels.front().size();
  for (std::size_t lane = 0; element.shift > 0 && lane < lanes; ++lane) add(0);
  if (!element.is_signless) return cost;
  if (element.is_ternary) {
    for (std::size_t lane = 0; lane < lanes; ++lane) add(0);
    return cost;
  }
  for (std::size_t level = 1; level < element.levels.size(); ++level) {
    for (const TreeNode& node : element.levels[level]) {
      if (node.right >= 0) add(element.is_chain ? 0 : level - 1);
    }
  }
  add(element.levels.size() - 1);
  return cost;
}

// An element without what it shares with others.
Cost element_cost(const Design& design, const Plan& plan, const ElementPlan& element, double multiplier_luts,
                  int registers) {
  const Cost codes = code_cost(design, plan);
  Cost cost{design.lanes * (multiplier_luts + codes.luts) + adder_bits(element),
            element.accumulator_bits + design.lanes * (registers + codes.registers)};
  for (std::size_t level = 1; level < element.levels.size(); ++level) {
    for (const TreeNode& node : element.levels[level]) cost.registers += node.bits;
  }
  cost += passed_bits_cost(element, plan);
  return cost;
}

// The multiplier of the synthesis tool, of which no cost is known but by measuring; this is Yosys's for inputs of 4 to
// 10 and weights of 2 to 8 bits, within 15 %, of 8 x 8 bits within 2 %: narrow ones take fewer LUTs a partial product.
double plain_luts(const PlainProduct& plain) {
  if (plain.use_dsp) return 0;
  const PlainMultiplier& multiplier = plain.multiplier;
  constexpr int kNarrow = 8;
  const double most = multiplier.input_bits < kNarrow ? 1.4 : multiplier.input_signed ? 1.83 : 1.65;
  const double each = std::min(most, 0.75 + 0.16 * multiplier.weight_bits);
  return each * multiplier.input_bits * multiplier.weight_bits;
}

}  // namespace

Estimate make_estimate(const Design& design, const Plan& plan) {
  Estimate estimate;
  const ElementPlan element = element_plan(design, plan);
  double multiplier_luts = 0;
  if (const auto* circuit = std::get_if<Circuit>(&design.layer.product)) {
    multiplier_luts = lut_count(*circuit);
  } else {
    const auto& plain = std::get<PlainProduct>(design.layer.product);
    multiplier_luts = plain_luts(plain);
    estimate.dsps += plain.use_dsp ? design.elements * design.lanes : 0;
  }
  estimate.dsps += requantiser_dsps(design, plan);
  const MultiplierRegisters registers = multiplier_registers(design, element);
  const Cost each = element_cost(design, plan, element, multiplier_luts, registers.all - registers.of_x);
  Cost all = shell_cost(design, plan);
  all.registers += design.lanes * registers.of_x;
  all += delayed(2, element.tree_latency());  // enable and first
  estimate.element_luts = design.elements * each.luts;
  estimate.luts = estimate.element_luts + all.luts;
  estimate.registers = design.elements * each.registers + all.registers;
  estimate.code_block_rams = plan.codes.block_rams;
  estimate.wide_code_block_rams = plan.wide_codes.block_rams;
  estimate.block_rams = plan.codes.block_rams + row_block_rams(design, plan) + parameter_block_rams(design, plan);
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
