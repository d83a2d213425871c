#include "circuit/cell_analysis.hpp"

#include <algorithm>

#include "unit/catch.hpp"

namespace rccm {
namespace {

ValueWires x_wires(int width, bool is_signed) {
  ValueWires wires;
  for (int i = 0; i < width; ++i) wires.bits.push_back(Bit::input(i));
  wires.is_signed = is_signed;
  return wires;
}

// x + 4x without select bits, over a signed 4-bit x: 7 bits.
const Cell kFive{Mode::kDual, {{kSourceX, 0}, {kSourceX, 2}}, 0, {{Term{0, false}, Term{1, false}}}, {}};

CellAnalysis analyse_five(const std::optional<BitFunction>& top = std::nullopt) {
  return analyse(CellColumns(kFive, {x_wires(4, true), x_wires(4, true)}, {}), 0, 7, true, top);
}

using Tables = std::vector<std::vector<std::int64_t>>;

// The sign of a single cell over a signed 8-bit x with two select bits.
std::optional<BitFunction> sign_of(const Tables& tables) {
  const std::vector<Bit> selects{Bit::code(0), Bit::code(1)};
  return sign_function({Bit::input(7), &tables, {}, selects, selects}, 0);
}

}  // namespace

TEST_CASE("Low bits below every other addend are wires") {
  const CellAnalysis analysis = analyse_five();
  CHECK(analysis.result.bits[0] == Bit::input(0));
  CHECK(analysis.result.bits[1] == Bit::input(1));
}

TEST_CASE("A bit is a function of wires while the carry into it fits a LUT") {
  const CellAnalysis analysis = analyse_five();
  REQUIRE(analysis.functions[2]);
  CHECK(*analysis.functions[2] == operator_xor(BitFunction(Bit::input(0)), BitFunction(Bit::input(2))));
  CHECK(analysis.result.bits[2] == Bit::of_cell(0, 2));
}

TEST_CASE("A known sign bit that is a wire replaces the cell's top bit") {
  const CellAnalysis analysis = analyse_five(BitFunction(Bit::input(3)));
  CHECK(analysis.result.bits[6] == Bit::input(3));
  CHECK(analysis.result.is_signed);
}

TEST_CASE("The options differ in where the chain begins and whether the top bit is on it") {
  const CellAnalysis analysis = analyse_five(BitFunction(Bit::input(3)));
  const auto has = [&](int first, bool top_is_logic, int chain_luts) {
    return std::any_of(analysis.options.begin(), analysis.options.end(), [&](const CellOption& option) {
      return option.first == first && option.top_is_logic == top_is_logic && option.chain_luts == chain_luts;
    });
  };
  CHECK(has(0, false, 7));
  CHECK(has(0, true, 6));
  CHECK(has(2, false, 5));
  CHECK(has(2, true, 4));
}

TEST_CASE("A chain that begins late needs the carry into its first column") {
  const CellAnalysis analysis = analyse_five();
  const auto third = std::find_if(analysis.options.begin(), analysis.options.end(),
                                  [](const CellOption& option) { return option.first == 3 && !option.top_is_logic; });
  REQUIRE(third != analysis.options.end());
  REQUIRE(third->carry_logic);
  CHECK(*third->carry_logic == operator_and(BitFunction(Bit::input(0)), BitFunction(Bit::input(2))));
  CHECK(third->logic_bits == std::vector<int>{2});
}

TEST_CASE("A top column that adds nothing is the carry-out and needs no LUT") {
  // x + 4x over an unsigned 4-bit x: 7 bits, the last of them only a carry.
  const CellAnalysis analysis =
      analyse(CellColumns(kFive, {x_wires(4, false), x_wires(4, false)}, {}), 0, 7, false, std::nullopt);
  CHECK(analysis.options.front().has_carry_out);
  CHECK(analysis.options.front().chain_luts == 6);
}

TEST_CASE("The sign of a cell with positive coefficients is the sign of x") {
  const Tables tables{{1, 2, 3, 4}};
  CHECK(sign_of(tables) == BitFunction(Bit::input(7)));
}

TEST_CASE("The sign of a cell with a zero coefficient is that of x where the coefficient is not zero") {
  const Tables tables{{0, 2, 3, 4}};
  const BitFunction any_select({Bit::code(0), Bit::code(1)}, 0b1110);
  CHECK(sign_of(tables) == operator_and(BitFunction(Bit::input(7)), any_select));
}

TEST_CASE("The sign of a cell that only scales another is that cell's sign") {
  const Tables tables{{0, 1, 1, 1}, {0, 3, 3, 3}};
  const std::vector<Bit> selects{Bit::code(0), Bit::code(1)};
  const auto sign = sign_function({Bit::input(7), &tables, {{0, Bit::of_cell(0, 9)}}, {}, selects}, 1);
  CHECK(sign == BitFunction(Bit::of_cell(0, 9)));
}

TEST_CASE("A sign is explained without the select bits that the signs of the sources imply") {
  // Code bits a, b, c: u is x where a and b, v is x where a and c, and the cell adds them where its select bit a is 1.
  const Tables tables{{0, 0, 0, 1, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 1, 0, 1}, {0, 0, 0, 1, 0, 1, 0, 2}};
  const Bit u_sign = Bit::of_cell(0, 7);
  const Bit v_sign = Bit::of_cell(1, 7);
  const SignContext context{
      Bit::input(7), &tables, {{0, u_sign}, {1, v_sign}}, {Bit::code(0)}, {Bit::code(0), Bit::code(1), Bit::code(2)}};
  CHECK(sign_function(context, 2) == operator_or(BitFunction(u_sign), BitFunction(v_sign)));
}

TEST_CASE("A sign that depends on more than six wires has no function") {
  // Six select bits, each value of which is needed to tell whether the coefficient is zero.
  Tables tables{std::vector<std::int64_t>(64, 0)};
  tables[0][63] = 1;
  std::vector<Bit> selects;
  for (int i = 0; i < 6; ++i) selects.push_back(Bit::code(i));
  CHECK_FALSE(sign_function({Bit::input(7), &tables, {}, selects, selects}, 0));
}

}  // namespace rccm
