#include "circuit/coefficient_set.hpp"

#include "circuit/presets.hpp"
#include "unit/catch.hpp"

namespace rccm {

TEST_CASE("Distinct coefficients are sorted and hold each value once") {
  CHECK(distinct({3, -1, 3, 0, -1}) == CoefficientSet{-1, 0, 3});
  CHECK(distinct({}).empty());
}

TEST_CASE("A mirrored set holds the negative of every coefficient, and zero once") {
  CHECK(mirrored({0, 1, 3}) == CoefficientSet{-3, -1, 0, 1, 3});
  CHECK(mirrored({-2, 2, 5}) == CoefficientSet{-5, -2, 2, 5});
}

TEST_CASE("The coefficient set of a signless circuit has both signs, that of others what the table holds") {
  // y = x or 3x
  Circuit circuit;
  circuit.cells = {{Mode::kGated,
                    {{kSourceX, 0}, {kSourceX, 1}},
                    1,
                    {{std::nullopt, Term{0, false}}, {Term{1, false}, Term{0, false}}},
                    {}}};
  CHECK(coefficient_set(circuit) == CoefficientSet{1, 3});
  circuit.signless = true;
  CHECK(coefficient_set(circuit) == CoefficientSet{-3, -1, 1, 3});
}

TEST_CASE("A canonical set is divided by the largest power of two that divides all of it") {
  struct Row {
    CoefficientSet set, canonical;
  };
  const auto row = GENERATE(values<Row>({{{0, 4, 12}, {0, 1, 3}},
                                         {{-8, 0, 8}, {-1, 0, 1}},
                                         {{-6, 3}, {-6, 3}},
                                         {{0, 6, 10}, {0, 3, 5}},
                                         {{-1073741824}, {-1}},
                                         {{0}, {0}},
                                         {{}, {}}}));
  CHECK(canonical(row.set) == row.canonical);
}

TEST_CASE("A set and its doubling have the same canonical set") {
  const CoefficientSet set = coefficient_set(preset_circuit("addnet:3-add").value());
  CoefficientSet doubled = set;
  for (std::int64_t& c : doubled) c *= 2;
  CHECK(canonical(doubled) == canonical(set));
}

TEST_CASE("A set is symmetric if it holds the negative of each of its values") {
  CHECK(is_symmetric({-3, 0, 3}));
  CHECK(is_symmetric({0}));
  CHECK(is_symmetric({}));
  CHECK_FALSE(is_symmetric({-3, 0, 2}));
  CHECK_FALSE(is_symmetric({0, 1}));
}

TEST_CASE("A symmetric set reads as its magnitudes, any other as it is") {
  CHECK(to_text(CoefficientSet{-8, -2, -1, 0, 1, 2, 8}) == "±{0 1 2 8}");
  CHECK(to_text(CoefficientSet{-1, 1}) == "±{1}");
  CHECK(to_text(CoefficientSet{-3, 0, 5}) == "{-3 0 5}");
}

}  // namespace rccm
