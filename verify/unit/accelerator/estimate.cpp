#include "accelerator/estimate.hpp"

#include "accelerator/layer_file.hpp"
#include "unit/accelerator/sample.hpp"
#include "unit/catch.hpp"

namespace rccm::accelerator {
namespace {

// A layer and what Yosys left of it.
struct Synthesised {
  const char* changes;  // to the sample
  int luts;
  int registers;
  int block_rams;
};

}  // namespace

TEST_CASE("Estimates are within 5 % of synthesis, and exact in block RAMs") {
  const Synthesised layers[] = {
      {R"({"input": [32, 16, 16], "out_channels": 64, "stride": [2, 2], "lanes": 8, "elements": 16, "read_width": 2,
           "requantiser": "serial"})",
       6169, 8299, 17},
      {R"({"input": [20, 12, 12], "input_range": [0, 255], "out_channels": 50, "kernel": [5, 5],
           "padding": [0, 0, 0, 0], "circuit": "addnet:3-add", "lanes": 4, "elements": 10, "requantiser": "dsp"})",
       2755, 4016, 29},
      {R"({"input": [16, 20, 20], "input_range": [-8, 7], "out_channels": 24, "circuit": "booth:8x3", "range": [-8, 7],
           "lanes": 6, "elements": 12, "read_width": 4})",
       2677, 4283, 7},
      {R"({"input": [8, 7, 9], "out_channels": 6, "circuit": "booth:8x6", "relu": false, "range": [-128, 127],
           "lanes": 5, "elements": 3, "style": "xc7"})",
       1356, 2215, 5}};
  for (const Synthesised& layer : layers) {
    Json json = sample_layer();
    json["shift"] = 16;
    json["range"] = {0, 255};
    json.update(Json::parse(layer.changes));
    const Design design = design_from_json(json, "sample");
    const Estimate estimate = make_estimate(design, make_plan(design));
    INFO(layer.changes);
    CHECK(estimate.luts == Approx(layer.luts).epsilon(0.05));
    CHECK(estimate.registers == Approx(layer.registers).epsilon(0.05));
    CHECK(estimate.block_rams == layer.block_rams);
  }
}

}  // namespace rccm::accelerator
