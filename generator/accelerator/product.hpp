#pragma once

#include <optional>
#include <string>
#include <variant>

#include "circuit/circuit.hpp"
#include "circuit/plain_multiplier.hpp"
#include "network/multiplier.hpp"

namespace rccm::accelerator {

/// The `*` of the synthesis tool as a layer's multiplier, in LUTs or in a DSP block.
struct PlainProduct {
  PlainMultiplier multiplier;
  bool use_dsp = false;
};

/// What a processing element multiplies with.
using Product = std::variant<Circuit, PlainProduct>;

/// "addnet:2-add", "plain:8x8", "plain:8x8 in DSPs".
[[nodiscard]] std::string name_of(const Product& product);

/// The coefficients that its stored words stand for.
[[nodiscard]] network::Multiplier multiplier_of(const Product& product);

[[nodiscard]] int stored_bits(const Product& product);
[[nodiscard]] bool is_signless(const Product& product);

/// The shift that the consumer's LUTs choose, 0 for none.
[[nodiscard]] int consumer_shift(const Product& product);

/// The same multiplier for inputs of that range: tables do not depend on what x is.
[[nodiscard]] Product with_input(Product product, const Range& input);

/// The product that a built-in name or "plain:AxW" stands for, nothing if there is none.
[[nodiscard]] std::optional<Product> named_product(const std::string& name, bool use_dsp = false);

/// Bits of a two's complement number that holds the range.
[[nodiscard]] int signed_bits(const Range& range);

}  // namespace rccm::accelerator
