#include "accelerator/product.hpp"

#include <algorithm>

#include "circuit/presets.hpp"

namespace rccm::accelerator {

std::string name_of(const Product& product) {
  if (const auto* circuit = std::get_if<Circuit>(&product)) return circuit->name;
  const auto& plain = std::get<PlainProduct>(product);
  return plain.multiplier.name() + (plain.use_dsp ? " in DSPs" : "");
}

network::Multiplier multiplier_of(const Product& product) {
  if (const auto* circuit = std::get_if<Circuit>(&product)) return network::multiplier_of(*circuit);
  const PlainMultiplier& plain = std::get<PlainProduct>(product).multiplier;
  network::Multiplier multiplier{plain.name(), {}, false, std::nullopt};
  const std::int64_t codes = std::int64_t{1} << plain.weight_bits;
  for (std::int64_t code = 0; code < codes; ++code) {
    multiplier.table.push_back(code < codes / 2 ? code : code - codes);
  }
  return multiplier;
}

int stored_bits(const Product& product) {
  if (const auto* circuit = std::get_if<Circuit>(&product)) return rccm::stored_bits(*circuit);
  return std::get<PlainProduct>(product).multiplier.weight_bits;
}

bool is_signless(const Product& product) {
  const auto* circuit = std::get_if<Circuit>(&product);
  return circuit != nullptr && circuit->signless;
}

int consumer_shift(const Product& product) {
  const auto* circuit = std::get_if<Circuit>(&product);
  return circuit == nullptr ? 0 : circuit->consumer_shift;
}

Product with_input(Product product, const Range& input) {
  const bool is_signed = input.low < 0;
  const int bits = std::max(kMinInputBits, bits_for(input));
  if (auto* circuit = std::get_if<Circuit>(&product)) {
    circuit->input_bits = bits;
    circuit->input_signed = is_signed;
  } else {
    PlainMultiplier& plain = std::get<PlainProduct>(product).multiplier;
    plain.input_bits = bits;
    plain.input_signed = is_signed;
  }
  return product;
}

std::optional<Product> named_product(const std::string& name, bool use_dsp) {
  if (const auto plain = parse_plain(name)) return PlainProduct{*plain, use_dsp};
  if (const auto circuit = preset_circuit(name)) return *circuit;
  return std::nullopt;
}

int signed_bits(const Range& range) {
  return bits_for({std::min<std::int64_t>(range.low, -1), std::max<std::int64_t>(range.high, 0)});
}

}  // namespace rccm::accelerator
