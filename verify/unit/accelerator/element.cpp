#include "accelerator/element.hpp"

#include "accelerator/cycles.hpp"
#include "accelerator/layer_file.hpp"
#include "unit/accelerator/sample.hpp"
#include "unit/catch.hpp"

namespace rccm::accelerator {
namespace {

ElementPlan plan_of(const char* circuit, int lanes) {
  Json json = sample_layer();
  json["circuit"] = circuit;
  json["input"] = {16, 6, 6};
  json["lanes"] = lanes;
  return element_plan(design_from_json(json, "sample"));
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
