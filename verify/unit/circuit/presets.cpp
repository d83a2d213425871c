#include "circuit/presets.hpp"

#include "circuit/coefficient_set.hpp"
#include "circuit/json.hpp"
#include "circuit/mapping.hpp"
#include "support/files.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

// Faraone et al., AddNet; "Simplification Of Deep Neural Networks For Efficient Inference" (2021), tables 6.1 to 6.10:
// the absolute values of the published coefficients.
const CoefficientSet kMagnitudes2Add{0, 1, 2, 8, 28, 36, 44, 92};
const CoefficientSet kMagnitudes3Add{0,  1,  2,  3,  4,  5,  6,  7,  9,  10, 12, 13,  14,  16,  23,
                                     29, 30, 32, 63, 69, 70, 72, 87, 93, 94, 96, 119, 125, 126, 128};
const CoefficientSet kMagnitudes4Add{
    0,   1,   2,   4,   5,   7,   8,   9,   11,  13,  14,  15,  16,  18,  19,  20,  21,  22,  23,  24,  25,
    26,  27,  28,  29,  30,  31,  32,  33,  34,  36,  37,  38,  39,  40,  46,  48,  54,  58,  64,  69,  70,
    71,  74,  75,  76,  78,  80,  81,  82,  84,  85,  87,  94,  96,  102, 114, 118, 126, 134, 142, 150, 166,
    174, 182, 190, 194, 198, 206, 214, 222, 230, 238, 246, 258, 262, 270, 278, 286, 302, 310, 318, 326, 334,
    382, 398, 446, 450, 526, 566, 574, 582, 614, 622, 654, 662, 670, 686, 694, 710, 766, 782, 830, 1214};

Circuit preset(std::string_view name) {
  return preset_circuit(name).value();
}

}  // namespace

TEST_CASE("The presets are the published circuits, smallest first, then what they are compared with") {
  std::vector<std::string> names;
  for (const Preset& entry : presets()) names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"addnet:2-add", "addnet:3-add", "addnet:4-add", "booth:8x2", "booth:8x3",
                                          "booth:8x4", "booth:8x5", "booth:8x6", "booth:8x7", "booth:8x8", "pot:8x4",
                                          "apot:8x4", "native:signless-cell"});
}

TEST_CASE("Every preset has a description and is found by its name, which it bears") {
  for (const Preset& entry : presets()) {
    CAPTURE(entry.name);
    CHECK_FALSE(entry.description.empty());
    CHECK(preset(entry.name).name == entry.name);
    CHECK_NOTHROW(validate(preset(entry.name)));
  }
}

TEST_CASE("A preset says where it comes from") {
  CHECK(preset("addnet:4-add").space == Space::kAddnet);
  CHECK(preset("booth:8x4").space == Space::kBaseline);
  CHECK(preset("apot:8x4").space == Space::kBaseline);
  CHECK(preset("native:signless-cell").space == Space::kNative);
}

TEST_CASE("The signless cell of the presets is that of the examples") {
  const std::string file = std::string(RCCM_EXAMPLES) + "/one-signless-cell.json";
  const Circuit example = read_circuits(read_file(file), file).front().circuit;
  const Circuit built_in = preset("native:signless-cell");
  CHECK(built_in.cells == example.cells);
  CHECK(built_in.signless);
  CHECK(lut_count(built_in) == 10);
}

TEST_CASE("Any circuit of the addnet space is addressed by its parameters") {
  const Circuit circuit = preset("2-add A(0,1,3;2) B(0,3;2)");
  CHECK(circuit.cells == preset("addnet:2-add").cells);
  CHECK(circuit.name == "2-add A(0,1,3;2) B(0,3;2)");
}

TEST_CASE("A name that no preset has gives nothing") {
  CHECK_FALSE(preset_circuit("addnet:5-add"));
  CHECK_FALSE(preset_circuit(""));
  CHECK_FALSE(preset_circuit("addnet:2-add "));
}

TEST_CASE("A preset takes the width and signedness that are asked for") {
  const Circuit circuit = preset_circuit("addnet:2-add", 5, false).value();
  CHECK(circuit.input_bits == 5);
  CHECK_FALSE(circuit.input_signed);
  CHECK(preset("addnet:2-add").input_bits == 8);
  CHECK(preset("addnet:2-add").input_signed);
}

TEST_CASE("The presets compute the published coefficient sets to the last coefficient") {
  CHECK(coefficient_set(preset("addnet:2-add")) == mirrored(kMagnitudes2Add));
  CHECK(coefficient_set(preset("addnet:3-add")) == mirrored(kMagnitudes3Add));
  CHECK(coefficient_set(preset("addnet:4-add")) == mirrored(kMagnitudes4Add));
}

TEST_CASE("The published 2-Add has this coefficient for every code, the first cell's select bits lowest") {
  // u = 5x, 6x, 12x, 4x for the low two bits; y = -u + 4x, -8u + 4x, u - 4x, 8u - 4x for the high two.
  CHECK(coefficient_table(preset("addnet:2-add")) ==
        std::vector<std::int64_t>{-1, -2, -8, 0, -36, -44, -92, -28, 1, 2, 8, 0, 36, 44, 92, 28});
}

TEST_CASE("The published circuits have these select bits, depths, product widths and LUTs for signed 8-bit inputs") {
  struct Row {
    const char* name;
    int select_bits, depth, product_bits, luts;
  };
  const auto row = GENERATE(
      values<Row>({{"addnet:2-add", 4, 2, 15, 25}, {"addnet:3-add", 6, 2, 16, 36}, {"addnet:4-add", 8, 3, 19, 56}}));
  CAPTURE(row.name);
  const Circuit circuit = preset(row.name);
  const Mapping mapping = map_circuit(circuit);
  CHECK(select_bits(circuit) == row.select_bits);
  CHECK(stored_bits(circuit) == row.select_bits);
  CHECK(depth(circuit) == row.depth);
  CHECK(mapping.cells.back().width() == row.product_bits);
  CHECK(lut_count(mapping) == row.luts);
}

}  // namespace rccm
