#include "accelerator/design.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "hdl/names.hpp"
#include "support/error.hpp"

namespace rccm::accelerator {
namespace {

int folds(int channels, int width) {
  return (channels + width - 1) / width;
}

void check(bool holds, const Design& design, const std::string& problem) {
  if (!holds) throw usage_error(design.name + ": " + problem);
}

void check_width(int value, int most, const Design& design, const char* field) {
  check(value >= 1 && value <= most, design,
        std::string(field) + ": " + std::to_string(value) + " is not in 1.." + std::to_string(most));
}

void check_design(const Design& design) {
  const Layer& layer = design.layer;
  check(hdl::is_legal_name(design.name), design, "name: is not legal in Verilog and VHDL");
  check_width(design.lanes, kMaxLanes, design, "lanes");
  check_width(design.elements, kMaxElements, design, "elements");
  check(design.lanes <= layer.input.channels, design,
        "lanes: " + std::to_string(design.lanes) + " for " + std::to_string(layer.input.channels) +
            " input channels: some would never work");
  check(design.elements <= layer.output.channels, design,
        "elements: " + std::to_string(design.elements) + " for " + std::to_string(layer.output.channels) +
            " output channels: some would never work");
  check_width(design.read_width, design.elements, design, "read_width");
  check(design.elements % design.read_width == 0 && layer.output.channels % design.read_width == 0, design,
        "read_width: " + std::to_string(design.read_width) + " does not divide the " + std::to_string(design.elements) +
            " elements and the " + std::to_string(layer.output.channels) + " output channels");
  check(consumer_shift(layer.product) == 0 || design.adders == Adders::kChain, design,
        "adders: '" + name_of(layer.product) + "' leaves a shift to the sum, which only adders in a chain can choose");
}

}  // namespace

std::string to_text(Requantiser requantiser) {
  switch (requantiser) {
    case Requantiser::kDsp:
      return "dsp";
    case Requantiser::kArray:
      return "array";
    case Requantiser::kSerial:
      break;
  }
  return "serial";
}

Adders usual_adders(const Product& product) {
  return consumer_shift(product) > 0 ? Adders::kChain : Adders::kBinary;
}

bool has_ternary_adders(const Design& design) {
  return design.adders == Adders::kTernary && design.lanes > 1;
}

bool has_chain(const Design& design) {
  return design.adders == Adders::kChain && (design.lanes > 1 || consumer_shift(design.layer.product) > 0);
}

bool biases_hold_signs(const Design& design) {
  return has_ternary_adders(design) && is_signless(design.layer.product);
}

CodeMemory code_memory(int word_bits, int depth, int groups) {
  // Words and width of an 18-kbit block RAM with one port to write and one to read.
  constexpr std::array<std::pair<int, int>, 6> kShapes{
      {{512, 36}, {1024, 18}, {2048, 9}, {4096, 4}, {8192, 2}, {16384, 1}}};
  constexpr int kMostDistributed = 64;
  CodeMemory memory;
  memory.word_bits = word_bits;
  memory.groups = groups;
  memory.depth = depth;
  const int group_bits = word_bits / groups;
  const auto fits = [&](const std::pair<int, int>& shape) { return 2 * depth <= shape.first; };
  const auto* const shape = std::find_if(kShapes.begin(), kShapes.end(), fits);
  const int stacked = shape == kShapes.end() ? folds(2 * depth, kShapes.back().first) : 1;
  memory.slice_bits = std::min(group_bits, shape == kShapes.end() ? 1 : shape->second);
  memory.slices = groups * folds(group_bits, memory.slice_bits);
  memory.is_distributed = 2 * depth <= kMostDistributed;
  memory.block_rams = memory.is_distributed ? 0 : memory.slices * stacked;
  return memory;
}

Plan make_plan(const Design& design) {
  check_design(design);
  const Layer& layer = design.layer;
  const network::Window& window = layer.operation.window;
  Plan plan;
  plan.in_folds = folds(layer.input.channels, design.lanes);
  plan.out_folds = folds(layer.output.channels, design.elements);
  plan.input_bits = std::max(kMinInputBits, bits_for(layer.input_range));
  plan.word_bits = stored_bits(layer.product);
  // Of all words of an output channel, any number may be negative.
  const int missing = biases_hold_signs(design) ? taps(layer) : 0;
  const Range sums = sum_range(layer);
  plan.accumulator_bits = signed_bits({sums.low - missing, sums.high});
  const std::int64_t most_bias = std::int64_t{1} << (layer.bias_bits - 1);
  plan.bias_bits = signed_bits({-most_bias, most_bias - 1 + missing});
  check(std::max(plan.accumulator_bits, plan.bias_bits) < network::kMaxAccumulatorBits, design,
        "adders: sums of so many products and their signs do not fit into " +
            std::to_string(network::kMaxAccumulatorBits) + " bits: use binary ones");
  plan.output_bits = bits_for(layer.operation.rescaling.range);
  // The rows of one window, and those that come in while it is read.
  plan.row_slots = window.kernel[0] + window.stride[0];
  const int depth = plan.out_folds * window.kernel[0] * window.kernel[1] * plan.in_folds;
  const int products = design.elements * design.lanes;
  const int groups = has_chain(design) ? design.lanes : 1;
  plan.codes = code_memory(products * plan.word_bits, depth, groups);
  constexpr int kWideBits = 8;
  plan.wide_codes = code_memory(products * kWideBits, depth, groups);
  plan.set_beats = plan.codes.slices * depth + plan.out_folds * design.elements;
  plan.input_beats = layer.input.height * layer.input.width * plan.in_folds;
  plan.output_beats = layer.output.height * layer.output.width * (layer.output.channels / design.read_width);
  plan.beats_per_row = layer.output.width * depth;
  return plan;
}

int widest_read(int elements, int out_channels, int most) {
  for (int width = std::min(most, elements); width > 1; --width) {
    if (elements % width == 0 && out_channels % width == 0) return width;
  }
  return 1;
}

}  // namespace rccm::accelerator
