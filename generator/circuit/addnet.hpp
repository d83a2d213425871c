#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm {

/// Published cell type A: results A1+B1, A2+B1, A3+B1 for s = 0, 1, 2 and a fourth one for s = 3.
struct TypeA {
  std::array<int, 3> a_shifts{};
  int b_shift = 0;
  int fourth = 0;  ///< 0: B1; k = 1..3: -Ak+B1
  auto operator<=>(const TypeA&) const = default;
};

/// Published cell type B: results -A1+B1, -A2+B1, A1-B1, A2-B1 for s = 0..3.
struct TypeB {
  std::array<int, 2> a_shifts{};
  int b_shift = 0;
  auto operator<=>(const TypeB&) const = default;
};

/// The published wirings: 2-Add is A, B; 3-Add is A and A in parallel, then B; 4-Add is A and A, then A over both, then
/// B.
struct AddnetParameters {
  std::vector<TypeA> a;  ///< 1, 2 or 3 of them
  TypeB b;
  [[nodiscard]] int adders() const { return static_cast<int>(a.size()) + 1; }
  auto operator<=>(const AddnetParameters&) const = default;
};

/// For people and as the circuit's name: "2-add A(0,1,3;2) B(0,3;2)", with the fourth function after a second
/// semicolon where it is not B1.
[[nodiscard]] std::string to_text(const AddnetParameters& parameters);

/// The parameters that a text in the form above describes, nothing if it is not in that form.
[[nodiscard]] std::optional<AddnetParameters> parse_addnet(std::string_view text);

/// The circuit that the parameters describe.
[[nodiscard]] Circuit addnet_circuit(const AddnetParameters& parameters, int input_bits = 8, bool input_signed = true);

}  // namespace rccm
