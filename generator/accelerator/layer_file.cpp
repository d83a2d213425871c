#include "accelerator/layer_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "circuit/object_reader.hpp"
#include "network/json.hpp"
#include "support/error.hpp"
#include "support/random.hpp"

namespace rccm::accelerator {
namespace {

constexpr const char* kSchema = "rccm.layer/1";

constexpr std::array<std::pair<Requantiser, const char*>, 3> kRequantisers{
    {{Requantiser::kDsp, "dsp"}, {Requantiser::kArray, "array"}, {Requantiser::kSerial, "serial"}}};
constexpr std::array<std::pair<Adders, const char*>, 3> kAdders{
    {{Adders::kBinary, "binary"}, {Adders::kTernary, "ternary"}, {Adders::kChain, "chain"}}};
constexpr std::array<std::pair<hdl::Style, const char*>, 3> kStyles{
    {{hdl::Style::kPortable, "portable"}, {hdl::Style::kXc7, "xc7"}, {hdl::Style::kXcup, "xcup"}}};
constexpr std::array<std::pair<hdl::Pipeline, const char*>, 2> kPipelines{
    {{hdl::Pipeline::kNone, "none"}, {hdl::Pipeline::kCells, "cells"}}};

template <typename Value, std::size_t N>
const char* name_in(const std::array<std::pair<Value, const char*>, N>& names, Value value) {
  return std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == value; })->second;
}

Product product_from(const ObjectReader& reader) {
  const Json& circuit = reader.at("circuit");
  const bool use_dsp = reader.has("dsp") && reader.boolean("dsp");
  if (circuit.is_object()) {
    if (use_dsp) throw input_error(reader.place("dsp") + ": a circuit is built of LUTs: leave it out");
    return circuit_from_json(circuit, reader.place("circuit")).circuit;
  }
  const std::string name = reader.string("circuit");
  const auto product = named_product(name, use_dsp);
  if (!product) throw input_error(reader.place("circuit") + ": \"" + name + "\" is no built-in circuit");
  if (use_dsp && !std::holds_alternative<PlainProduct>(*product)) {
    throw input_error(reader.place("dsp") + ": a circuit is built of LUTs: leave it out");
  }
  return *product;
}

template <typename Integer>
std::vector<Integer> numbers(const ObjectReader& reader, const char* key, std::size_t count, double least,
                             double most) {
  std::vector<Integer> result;
  for (const double value : network::numbers_from(reader, key)) {
    if (value < least || value > most || value != std::floor(value)) {
      throw input_error(reader.place(key) + ": " + std::to_string(value) + " is no integer in " +
                        std::to_string(static_cast<std::int64_t>(least)) + ".." +
                        std::to_string(static_cast<std::int64_t>(most)));
    }
    result.push_back(static_cast<Integer>(value));
  }
  if (result.size() != count) {
    throw input_error(reader.place(key) + ": holds " + std::to_string(result.size()) + " numbers instead of " +
                      std::to_string(count));
  }
  return result;
}

// Numbers that use the whole range of the outputs: the factor maps sums of typical size to it.
void draw_numbers(Layer& layer, std::uint64_t seed) {
  network::MultiplyLayer& operation = layer.operation;
  Random random(seed);
  const network::Multiplier multiplier = multiplier_of(layer.product);
  double square = 0;
  for (const std::int64_t value : multiplier.table) square += static_cast<double>(value) * static_cast<double>(value);
  square /= static_cast<double>(multiplier.table.size());
  const auto span = static_cast<double>(layer.input_range.high - layer.input_range.low);
  const double deviation = std::max(1.0, std::sqrt(square * taps(layer)) * span / 2);
  for (std::uint32_t& word : operation.words) {
    word = static_cast<std::uint32_t>(random.below(1 << network::stored_bits(multiplier)));
  }
  for (std::int64_t& bias : operation.bias) {
    bias = static_cast<std::int64_t>((2 * random.uniform() - 1) * deviation);
  }
  const auto range = static_cast<double>(operation.rescaling.range.high - operation.rescaling.range.low);
  const double wanted = range / (2 * deviation) * std::exp2(operation.rescaling.shift);
  const double most = std::exp2(layer.factor_bits) - 1;
  for (std::uint16_t& factor : operation.factors) {
    factor = static_cast<std::uint16_t>(std::clamp(wanted * (0.5 + random.uniform()), 1.0, most));
  }
}

void read_numbers(Layer& layer, const ObjectReader& reader) {
  network::MultiplyLayer& operation = layer.operation;
  const auto channels = static_cast<std::size_t>(operation.out_channels);
  const std::size_t words = channels * static_cast<std::size_t>(taps(layer));
  constexpr double kMostBias = 0x1p40;
  operation.scales.assign(channels, 1);
  if (reader.has("seed")) {
    for (const char* key : {"words", "bias", "factors"}) {
      if (reader.has(key)) throw input_error(reader.place(key) + ": does not go with seed: leave one out");
    }
    const int seed = reader.integer("seed");
    if (seed < 0) throw input_error(reader.place("seed") + ": must not be negative");
    operation.words.resize(words);
    operation.bias.resize(channels);
    operation.factors.resize(channels);
    draw_numbers(layer, static_cast<std::uint64_t>(seed));
    return;
  }
  operation.words = numbers<std::uint32_t>(reader, "words", words, 0, 0x1p31);
  operation.bias = numbers<std::int64_t>(reader, "bias", channels, -kMostBias, kMostBias);
  operation.factors = numbers<std::uint16_t>(reader, "factors", channels, 0, UINT16_MAX);
}

Layer layer_from(const ObjectReader& reader) {
  Layer layer;
  layer.name = reader.string("name");
  layer.input = network::shape_from(reader, "input");
  const std::vector<int> range = network::integers_from(reader, "input_range", 2);
  layer.input_range = {range[0], range[1]};
  network::MultiplyLayer& operation = layer.operation;
  operation.in_channels = layer.input.channels;
  operation.out_channels = reader.integer("out_channels");
  operation.window = network::window_from(reader, true);
  if (reader.has("groups")) operation.groups = reader.integer("groups");
  layer.product = product_from(reader);
  operation.relu = reader.boolean("relu");
  const std::vector<int> outputs = network::integers_from(reader, "range", 2);
  operation.rescaling = {reader.integer("shift"), {outputs[0], outputs[1]}};
  if (reader.has("factor_bits")) layer.factor_bits = reader.integer("factor_bits");
  if (reader.has("bias_bits")) layer.bias_bits = reader.integer("bias_bits");
  const std::string& where = reader.where();
  if (operation.out_channels < 1 || operation.out_channels > kMaxChannels || layer.input.channels < 1 ||
      layer.input.channels > kMaxChannels) {
    throw input_error(where + ": channels must be 1.." + std::to_string(kMaxChannels));
  }
  for (const int extent : operation.window.kernel) {
    if (extent < 1 || extent > kMaxKernel) {
      throw input_error(reader.place("kernel") + ": must be 1.." + std::to_string(kMaxKernel));
    }
  }
  if (operation.rescaling.shift < 1 || operation.rescaling.shift > network::kMaxShiftRight) {
    throw input_error(reader.place("shift") + ": must be 1.." + std::to_string(network::kMaxShiftRight));
  }
  if (layer.factor_bits != 8 && layer.factor_bits != 16) {
    throw input_error(reader.place("factor_bits") + ": must be 8 or 16");
  }
  read_numbers(layer, reader);
  complete(layer, where);
  return layer;
}

}  // namespace

bool is_layer(const Json& json) {
  return json.is_object() && json.contains("schema") && json["schema"] == kSchema;
}

Json to_json(const Design& design) {
  const Layer& layer = design.layer;
  const network::MultiplyLayer& operation = layer.operation;
  Json json;
  json["schema"] = kSchema;
  json["name"] = layer.name;
  json["input"] = network::to_json(layer.input);
  json["input_range"] = {layer.input_range.low, layer.input_range.high};
  json["out_channels"] = operation.out_channels;
  network::add_window(json, operation.window, true);
  if (const auto* circuit = std::get_if<Circuit>(&layer.product)) {
    json["circuit"] = rccm::to_json(*circuit);
  } else {
    const auto& plain = std::get<PlainProduct>(layer.product);
    json["circuit"] = plain.multiplier.name();
    json["dsp"] = plain.use_dsp;
  }
  json["relu"] = operation.relu;
  json["shift"] = operation.rescaling.shift;
  json["range"] = {operation.rescaling.range.low, operation.rescaling.range.high};
  json["factor_bits"] = layer.factor_bits;
  json["bias_bits"] = layer.bias_bits;
  json["lanes"] = design.lanes;
  json["elements"] = design.elements;
  json["read_width"] = design.read_width;
  json["requantiser"] = name_in(kRequantisers, design.requantiser);
  json["adders"] = name_in(kAdders, design.adders);
  json["style"] = name_in(kStyles, design.style);
  json["pipeline"] = name_in(kPipelines, design.pipeline);
  json["words"] = operation.words;
  json["bias"] = operation.bias;
  json["factors"] = operation.factors;
  return json;
}

Design design_from_json(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  if (!is_layer(json)) {
    throw input_error(where + ": schema is not \"" + kSchema +
                      "\": name a layer description or a network with --layer");
  }
  reader.allow_only({"schema",      "name",      "input",   "input_range", "out_channels", "kernel",      "stride",
                     "padding",     "groups",    "circuit", "dsp",         "relu",         "shift",       "range",
                     "factor_bits", "bias_bits", "lanes",   "elements",    "read_width",   "requantiser", "adders",
                     "style",       "pipeline",  "seed",    "words",       "bias",         "factors"});
  Design design;
  design.layer = layer_from(reader);
  design.name = design.layer.name;
  const auto bound = [&](int most, int channels) { return std::min(most, channels); };
  design.lanes = reader.has("lanes") ? reader.integer("lanes") : bound(8, design.layer.input.channels);
  design.elements = reader.has("elements") ? reader.integer("elements") : bound(8, design.layer.output.channels);
  design.read_width = reader.has("read_width") ? reader.integer("read_width") : 1;
  if (reader.has("requantiser")) design.requantiser = reader.choice("requantiser", kRequantisers);
  design.adders = reader.has("adders") ? reader.choice("adders", kAdders) : usual_adders(design.layer.product);
  if (reader.has("style")) design.style = reader.choice("style", kStyles);
  if (reader.has("pipeline")) design.pipeline = reader.choice("pipeline", kPipelines);
  return design;
}

}  // namespace rccm::accelerator
