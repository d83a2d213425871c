#include "accelerator/shell_cost.hpp"

#include <algorithm>

#include "accelerator/cycles.hpp"
#include "accelerator/element.hpp"

namespace rccm::accelerator {

namespace {

constexpr int kMostDistributed = 64;  // words of a memory that LUTs hold
int rounded_up(int value, int unit) {
  return (value + unit - 1) / unit;
}

// $clog2 of Verilog.
int address_bits(int count) {
  int bits = 0;
  while ((1 << bits) < count) ++bits;
  return bits;
}

// Bits of rtl/verilog/loop_counter.v.
int counter_bits(int count) {
  return count <= 1 ? 0 : address_bits(count - 1) + 1;
}

// A memory of LUTs: RAM32M16 holds 32 words of 14 bits in 8 LUTs, RAM64M8 64 words of 7 bits; of the 7-series, RAM32M
// and RAM64M hold 6 and 3 bits in 4 LUTs.
double memory_luts(const Design& design, int bits, int words) {
  const bool is_xc7 = design.style == hdl::Style::kXc7;
  const int luts = is_xc7 ? 4 : 8;
  const int of_64 = luts - 1;
  return luts * (words <= 32 ? rounded_up(bits, 2 * of_64) : rounded_up(bits, of_64) * rounded_up(words, 64));
}

}  // namespace

Cost delayed(int bits, int cycles) {
  constexpr int kShortest = 3;  // registers in a row that Yosys makes a shift register of LUTs
  return cycles < kShortest ? Cost{0, static_cast<double>(bits * cycles)} : Cost{static_cast<double>(bits), 0};
}

namespace {

// The numbers that the units' parameters follow from, named as in layer_shell.v.
struct Shape {
  const Design& design;
  const Plan& plan;
  int kernel, stride, row_words, row_places, group, words, full_results, fifo_depth;
  int sum_bits;  // of a sum with its bias
  bool is_spaced;
};

Shape shape_of(const Design& design, const Plan& plan) {
  const Layer& layer = design.layer;
  const int kernel = layer.operation.window.kernel[0];
  const int row_words = layer.input.width * plan.in_folds;
  const int group = kernel * kernel * plan.in_folds;
  const int results = design.elements / design.read_width;
  const int spacing = std::max(group, results * result_interval(design));
  const int behind = element_plan(design, plan).latency() + layer.factor_bits / 2 + 18;
  const int on_the_way = results * (2 + behind / spacing);
  return {design,
          plan,
          kernel,
          layer.operation.window.stride[0],
          row_words,
          plan.row_slots * row_words,
          group,
          plan.out_folds * group,
          results,
          on_the_way > 16 ? 1 << address_bits(on_the_way) : 16,
          std::max(plan.accumulator_bits, plan.bias_bits) + 1,
          group < results * result_interval(design)};
}

Cost control_cost(const Shape&) {
  return {122, 190};
}

Cost loader_cost(const Shape& shape) {
  const Plan& plan = shape.plan;
  const int data = std::max(plan.codes.slice_bits, plan.bias_bits) + shape.design.layer.factor_bits;
  const int counters = counter_bits(plan.codes.slices) + counter_bits(shape.words) +
                       counter_bits(plan.out_folds * shape.design.elements);
  const int address = address_bits(2 * shape.words);
  return {counters + 9.0, static_cast<double>(data + plan.codes.slices + counters + address + 8)};
}

Cost codes_cost(const Shape& shape) {
  const CodeMemory& codes = shape.plan.codes;
  const int address = address_bits(2 * shape.words);
  Cost cost{static_cast<double>(address), static_cast<double>(codes.word_bits + address + 1)};
  for (int group = 0; group < codes.groups; ++group) {
    cost += delayed(address, group);
    if (!codes.is_distributed) continue;
    const int bits = codes.word_bits / codes.groups;
    cost += {memory_luts(shape.design, bits, 2 * codes.depth), static_cast<double>(bits)};
  }
  return cost;
}

Cost rows_cost(const Shape& shape) {
  const Design& design = shape.design;
  const int bits = design.lanes * shape.plan.input_bits;
  const int slot = address_bits(shape.plan.row_slots + 1);
  const int address = std::max(1, address_bits(shape.row_places));
  int counters =
      counter_bits(shape.row_words) + counter_bits(design.layer.input.height) + counter_bits(shape.plan.row_slots);
  if (design.layer.input.channels % design.lanes != 0) counters += counter_bits(shape.plan.in_folds);
  Cost cost{counters + 9.0, static_cast<double>(2 * bits + 7 + slot + address + counters)};
  for (int lane = 1; has_chain(design) && lane < design.lanes; ++lane) cost += delayed(shape.plan.input_bits, lane);
  if (shape.row_places <= kMostDistributed)
    cost += {memory_luts(design, bits, shape.row_places), static_cast<double>(bits)};
  return cost;
}

Cost sequencer_cost(const Shape& shape) {
  const Layer& layer = shape.design.layer;
  const int in_folds = shape.plan.in_folds;
  const int counters = counter_bits(shape.kernel * in_folds) + counter_bits(shape.kernel) +
                       counter_bits(shape.plan.out_folds) + counter_bits(layer.output.width) +
                       counter_bits(layer.output.height);
  const int reached = std::max((layer.output.width - 1) * shape.stride + shape.kernel, layer.input.width);
  const int column = address_bits(reached * in_folds + 1) + 1;
  const int balance = address_bits(shape.plan.row_slots + std::max(shape.kernel, shape.stride) + 2) + 1;
  const int slot = address_bits(shape.plan.row_slots + 1);
  const int address = std::max(1, address_bits(shape.row_places));
  const int row = address_bits(layer.output.height + 1);
  constexpr int kTags = 3;
  return {counters + 2.0 * column + address + 28 + kTags,
          counters + column + balance + 2.0 * shape.kernel + row + address + slot + 35};
}

Cost parameters_cost(const Shape& shape) {
  const Design& design = shape.design;
  const int rows = shape.plan.out_folds * shape.full_results;
  const int address = address_bits(2 * rows);
  const int bits = shape.plan.bias_bits + design.layer.factor_bits;
  Cost cost{static_cast<double>(address + 3),
            static_cast<double>(2 * address + design.read_width * shape.plan.bias_bits)};
  if (2 * rows <= kMostDistributed) {
    cost += {design.read_width * memory_luts(design, bits, 2 * rows),
             static_cast<double>(design.read_width * shape.plan.bias_bits)};
  }
  return cost;
}

Cost credit_cost(const Shape& shape) {
  const int room = address_bits(shape.fifo_depth + 1) + 1;
  const int space = shape.is_spaced ? address_bits(shape.full_results * result_interval(shape.design) - 1) + 1 : 0;
  return {3.0 + space, static_cast<double>(room + space)};
}

Cost results_cost(const Shape& shape) {
  const int bits = address_bits(shape.fifo_depth);
  const int width = shape.design.read_width * shape.plan.output_bits + 1;
  return {8.0 + memory_luts(shape.design, width, shape.fifo_depth), static_cast<double>(width + 3 * bits + 3)};
}

Cost readout_cost(const Shape& shape) {
  const int row_bits = shape.design.read_width * shape.plan.accumulator_bits;
  const int results = shape.full_results;
  double luts = 0;
  int registers = 2 * shape.design.elements * shape.plan.accumulator_bits;
  int levels = 0;
  for (int left = results; left > 1 || levels == 0; ++levels) {
    const bool has_single = left % 6 == 1;  // a node of one input is a register alone
    left = rounded_up(left, 6);
    luts += row_bits * (left - (has_single ? 1 : 0));
    registers += row_bits * left;
  }
  registers += results + 3 + address_bits(results) + 1 + levels + 2;
  Cost cost{luts + 3, static_cast<double>(registers)};
  cost += delayed(1, levels + 1);
  return cost;
}

// A block multiplies 25 bits in the 7 series, 27 in UltraScale+.
int dsps_of_scaler(const Shape& shape) {
  return shape.sum_bits <= (shape.design.style == hdl::Style::kXc7 ? 25 : 27) ? 1 : 2;
}

// A multiplication in DSPs and the half that is added behind it. Yosys puts the registers into the DSPs of the 7
// series, into those of UltraScale+ none.
Cost dsp_scaler_cost(const Shape& shape) {
  const Layer& layer = shape.design.layer;
  const int scaled = std::max(1, shape.sum_bits + layer.factor_bits + 1 - layer.operation.rescaling.shift);
  const bool is_single = dsps_of_scaler(shape) == 1;
  Cost cost{10.0 + scaled, 0};
  if (shape.design.style == hdl::Style::kXc7) {
    cost.registers = is_single ? 0 : scaled;
  } else {
    cost.registers = shape.sum_bits + layer.factor_bits + 2 * scaled + 1;
    if (!is_single) cost.luts += shape.sum_bits + layer.factor_bits - 16;
  }
  return cost;
}

// One requantiser with what delays its factor.
Cost requantiser_cost(const Shape& shape) {
  const Layer& layer = shape.design.layer;
  const int output = shape.plan.output_bits;
  const int digits = layer.factor_bits / 2 + 1;
  const int shift = layer.operation.rescaling.shift;
  const int active = shape.sum_bits - (layer.operation.relu ? 1 : 0);
  Cost cost{shape.sum_bits + output + 4.0, static_cast<double>(shape.sum_bits + 2 * output + 2)};
  const int low = std::max(0, 2 * digits - shift);
  switch (shape.design.requantiser) {
    case Requantiser::kDsp:
      cost += dsp_scaler_cost(shape);
      break;
    case Requantiser::kArray:
      for (int digit = 0; digit < digits; ++digit) {
        const int width = std::max(shape.sum_bits, shift - 2 * digit) + 2;
        cost += {width + 1.0, static_cast<double>(width - 2 + active)};
      }
      for (int bit = shift; bit < 2 * digits; ++bit) {
        const int delay = digits - bit / 2;
        cost += delayed(1, delay);
      }
      cost += {static_cast<double>(layer.factor_bits), layer.factor_bits / 2.0};
      break;
    case Requantiser::kSerial: {
      const int width = std::max(shape.sum_bits, shift) + 2;
      cost += {width + 1.0 + active + 2 * digits, active + 2.0 * width + 2 * digits + low};
      break;
    }
  }
  return cost;
}

}  // namespace

Cost shell_cost(const Design& design, const Plan& plan) {
  const Shape shape = shape_of(design, plan);
  const int latency = element_plan(design, plan).latency();
  Cost cost{0, 1.0 + latency};  // the reset, and when a group's sums are captured
  cost += delayed(2, latency);
  for (const auto unit : {control_cost, loader_cost, codes_cost, rows_cost, sequencer_cost, parameters_cost,
                          credit_cost, results_cost, readout_cost}) {
    cost += unit(shape);
  }
  for (int i = 0; i < design.read_width; ++i) cost += requantiser_cost(shape);
  // What says which result is valid and which is the last, for all requantisers.
  constexpr int kLatency = 13;
  cost += {1, kLatency};
  return cost;
}

int requantiser_dsps(const Design& design, const Plan& plan) {
  if (design.requantiser != Requantiser::kDsp) return 0;
  return design.read_width * dsps_of_scaler(shape_of(design, plan));
}

int row_block_rams(const Design& design, const Plan& plan) {
  const int words = plan.row_slots * design.layer.input.width * plan.in_folds;
  if (words <= kMostDistributed) return 0;
  return code_memory(design.lanes * plan.input_bits, rounded_up(words, 2)).block_rams;
}

int parameter_block_rams(const Design& design, const Plan& plan) {
  const int rows = plan.out_folds * (design.elements / design.read_width);
  if (2 * rows <= kMostDistributed) return 0;
  return design.read_width * code_memory(plan.bias_bits + design.layer.factor_bits, rows).block_rams;
}

}  // namespace rccm::accelerator
