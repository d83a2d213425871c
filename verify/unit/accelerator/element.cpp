#include "accelerator/element.hpp"

#include "accelerator/cycles.hpp"
#include "accelerator/layer_file.hpp"
#include "circuit/json.hpp"
#include "circuit/presets.hpp"
#include "unit/accelerator/sample.hpp"
#include "unit/catch.hpp"

namespace rccm::accelerator {
namespace {

// The built-in signless cell, with another bit for a shift by one place.
Json shifting_cell() {
  Circuit circuit = *preset_circuit("native:signless-cell");
  circuit.name = "shifting";
  circuit.consumer_shift = 1;
  return to_json(circuit);
}

ElementPlan plan_of(const Json& circuit, int lanes, const char* adders = "binary") {
  Json json = sample_layer();
  json["circuit"] = circuit;
  json["input"] = {16, 6, 6};
  json["lanes"] = lanes;
  json["adders"] = adders;
  const Design design = design_from_json(json, "sample");
  return element_plan(design, make_plan(design));
}

}  // namespace

TEST_CASE("The adders of a tree are as wide as their sums can be") {
  const ElementPlan plan = plan_of("booth:8x4", 4);
  REQUIRE(plan.levels.size() == 3);
  CHECK(plan.levels[0][0].range == Range{-1016, 1024});
  CHECK(plan.levels[0][0].bits == 12);
  CHECK(plan.levels[1][1].bits == 13);
  CHECK(plan.levels[2][0].bits == 14);
  CHECK(adder_bits(plan) == 2 * 13 + 14 + plan.accumulator_bits);
}

TEST_CASE("An element is as late as its cells, its tree and its accumulator") {
  CHECK(plan_of("addnet:2-add", 8).latency() == 2 + 3 + 1);
  CHECK(plan_of("plain:8x8", 1).latency() == 1 + 0 + 1);
  CHECK(plan_of("plain:8x8", 5).latency() == 1 + 3 + 1);
}

TEST_CASE("Ternary adders leave two values to the accumulator, at half as many adders") {
  const ElementPlan plan = plan_of("booth:8x4", 9, "ternary");
  REQUIRE(plan.levels.size() == 3);
  CHECK(plan.levels[1].size() == 3);
  CHECK(plan.levels[1][0].range == Range{3 * -1016, 3 * 1024});
  REQUIRE(plan.levels[2].size() == 2);
  CHECK(plan.levels[2][0].kind == TreeNode::Kind::kTernary);
  CHECK(plan.levels[2][0].third == -1);  // two values are enough to leave two
  CHECK(plan.levels[2][1].kind == TreeNode::Kind::kWait);
  CHECK(adder_bits(plan) == 3 * 13 + 14 + plan.accumulator_bits);
  CHECK(plan.latency() == 2 + 2 + 1);
}

TEST_CASE("Every product of a signless circuit gets its sign in the first level of ternary adders") {
  const ElementPlan plan = plan_of("native:signless-cell", 5, "ternary");
  REQUIRE(plan.levels.size() == 3);
  REQUIRE(plan.levels[1].size() == 3);
  for (const TreeNode& node : plan.levels[1]) CHECK(node.kind == TreeNode::Kind::kPair);
  CHECK(plan.levels[1][2].right == -1);
  // x is -128..127 and coefficients are 0..8; the complement of -1024 is 1023.
  CHECK(plan.levels[1][0].range == Range{2 * -1024, 2 * 1023});
  CHECK(plan.levels[2].size() == 2);
}

TEST_CASE("A chain adds a product a level, and lets the sum choose its shift") {
  const ElementPlan plan = plan_of(shifting_cell(), 4, "chain");
  REQUIRE(plan.levels.size() == 5);
  CHECK(plan.shift == 1);
  CHECK(plan.levels[1][0].kind == TreeNode::Kind::kChoice);
  // x is -128..127, coefficients are 0..8, twice that shifted.
  CHECK(plan.levels[1][0].range == Range{-2048, 2032});
  for (int lane = 1; lane < 4; ++lane) {
    const TreeNode& sum = plan.levels[static_cast<std::size_t>(lane) + 1][0];
    CHECK(sum.kind == TreeNode::Kind::kShiftAddSub);
    CHECK(sum.right == lane);
    CHECK(sum.range == Range{-2048 * (lane + 1), 2048 * lane + 2032});
  }
  CHECK(plan.latency() == plan.product_latency + 4 + 1);
}

TEST_CASE("A chain of products that are never shifted begins with the first of them as it is") {
  const ElementPlan plan = plan_of("booth:8x4", 3, "chain");
  REQUIRE(plan.levels.size() == 4);
  CHECK(plan.levels[1][0].kind == TreeNode::Kind::kWait);
  CHECK(plan.levels[3][0].kind == TreeNode::Kind::kAddSub);
  CHECK(plan.levels[3][0].range == Range{3 * -1016, 3 * 1024});
}

TEST_CASE("A circuit that leaves a shift to the sum gets a chain, and is refused a tree") {
  Json json = sample_layer();
  json["circuit"] = shifting_cell();
  CHECK(design_from_json(json, "sample").adders == Adders::kChain);
  json["adders"] = "ternary";
  const Design design = design_from_json(json, "sample");
  CHECK_THROWS_WITH(make_plan(design), Catch::Contains("adders: ") && Catch::Contains("only adders in a chain"));
}

TEST_CASE("A single product needs no adder, of whatever kind") {
  CHECK(adder_bits(plan_of("native:signless-cell", 1, "ternary")) ==
        adder_bits(plan_of("native:signless-cell", 1, "binary")));
}

TEST_CASE("The elements of a 3 x 3 layer hardly ever wait") {
  Json json = sample_layer();
  json["input"] = {16, 16, 16};
  json["out_channels"] = 16;
  json["lanes"] = 4;
  json["elements"] = 8;
  const Design design = design_from_json(json, "sample");
  CHECK(busy_share(design, make_plan(design)) > 0.98);
}

}  // namespace rccm::accelerator
