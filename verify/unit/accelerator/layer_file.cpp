#include "accelerator/layer_file.hpp"

#include "support/error.hpp"
#include "unit/accelerator/sample.hpp"
#include "unit/catch.hpp"

namespace rccm::accelerator {
namespace {

// What a description is refused with, where a key has another value.
std::string refusal(const char* key, const Json& value) {
  Json json = sample_layer();
  json[key] = value;
  try {
    const Design design = design_from_json(json, "layer.json");
    static_cast<void>(make_plan(design));
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace

TEST_CASE("A layer that is written and read again is the same layer") {
  const Design design = design_from_json(sample_layer(), "layer.json");
  const Json written = to_json(design);
  CHECK(to_json(design_from_json(written, "layer.json")) == written);
  CHECK_FALSE(written.contains("seed"));
}

TEST_CASE("A description that no hardware is built for is refused with the field's name") {
  CHECK_THAT(refusal("colour", 1), Catch::Contains("colour"));
  CHECK_THAT(refusal("groups", 4), Catch::Contains("groups"));
  CHECK_THAT(refusal("kernel", Json({3, 1})), Catch::Contains("kernel"));
  CHECK_THAT(refusal("stride", Json({1, 2})), Catch::Contains("stride"));
  CHECK_THAT(refusal("padding", Json({3, 0, 0, 0})), Catch::Contains("padding"));
  CHECK_THAT(refusal("lanes", 5), Catch::Contains("lanes"));
  CHECK_THAT(refusal("elements", 5), Catch::Contains("elements"));
  CHECK_THAT(refusal("read_width", 3), Catch::Contains("read_width"));
  CHECK_THAT(refusal("shift", 41), Catch::Contains("shift"));
  CHECK_THAT(refusal("range", Json({1, 5})), Catch::Contains("range"));
  CHECK_THAT(refusal("input_range", Json({0, 70000})), Catch::Contains("input range"));
  CHECK_THAT(refusal("bias_bits", 1), Catch::Contains("bias_bits"));
  CHECK_THAT(refusal("factor_bits", 12), Catch::Contains("factor_bits"));
  CHECK_THAT(refusal("circuit", "addnet:9-add"), Catch::Contains("circuit"));
  CHECK_THAT(refusal("requantiser", "magic"), Catch::Contains("requantiser"));
  CHECK_THAT(refusal("adders", "quaternary"), Catch::Contains("adders"));
  CHECK_THAT(refusal("words", Json({1, 2})), Catch::Contains("words"));
}

TEST_CASE("Codes outside the table are refused") {
  Json json = to_json(design_from_json(sample_layer(), "layer.json"));
  json["words"][5] = 16;
  CHECK_THROWS_WITH(design_from_json(json, "layer.json"), Catch::Contains("stored word is wider"));
}

}  // namespace rccm::accelerator
