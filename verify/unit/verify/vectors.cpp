#include "verify/vectors.hpp"

#include "circuit/presets.hpp"
#include "unit/catch.hpp"

namespace rccm::verify {
namespace {

Folder two_add() {
  Folder folder;
  folder.circuit = preset_circuit("addnet:2-add").value();
  folder.coefficients = coefficient_table(folder.circuit);
  folder.select_bits = 4;
  folder.code_bits = 4;
  folder.product_bits = 15;
  return folder;
}

}  // namespace

TEST_CASE("All inputs are tried where they are few, and corners first where they are not") {
  const Folder folder = two_add();
  CHECK(plan_vectors(folder, 4096, 100).exhaustive);
  CHECK(plan_vectors(folder, 4096, 100).count == 4096);
  CHECK_FALSE(plan_vectors(folder, 4095, 100).exhaustive);
  CHECK(plan_vectors(folder, 4095, 100).count == 100);
  CHECK(input_value(folder, sampled_vector(folder, 3).x) == -128);
  CHECK(input_value(folder, sampled_vector(folder, 4).x) == -1);
}

TEST_CASE("The expected product is the coefficient times x in the product's bits") {
  const Folder folder = two_add();
  CHECK(folder.coefficients[6] == -92);
  CHECK(expected_product(folder, {0x80, 6}) == 11776);
  CHECK(expected_product(folder, {0x01, 6}) == 0x8000 - 92);
}

TEST_CASE("A simulation passes only by saying that it compared every vector") {
  const Folder folder = two_add();
  CHECK(read_simulation(folder, "rccm-checked 4096\n", 4096).complete);
  CHECK_FALSE(read_simulation(folder, "rccm-checked 4095\n", 4096).complete);
  CHECK_FALSE(read_simulation(folder, "", 4096).complete);
  CHECK_FALSE(read_simulation(folder, "Segmentation fault\n", 4096).complete);
}

TEST_CASE("A mismatch becomes a counterexample in decimal numbers") {
  const Folder folder = two_add();
  const auto found =
      read_simulation(folder, "rccm-mismatch xc7 128 6 111111111111111 0\nrccm-checked 4096\n", 4096).counterexample;
  REQUIRE(found);
  CHECK(found->style == "xc7");
  CHECK(found->x == -128);
  CHECK(found->code == 6);
  CHECK(found->expected == "11776");
  CHECK(found->got == "-1");
}

TEST_CASE("What the consumer is told is compared and shown output by output") {
  Folder folder = two_add();
  folder.code_bits = 6;
  folder.consumer_outputs = {"negate", "shift"};
  CHECK(consumer_width(folder) == 2);
  CHECK(expected_consumer(folder, {0, 0b100110}) == 0b10);
  const auto found = read_simulation(folder, "rccm-mismatch xc7 1 38 111111110100100 01\n", 1).counterexample;
  REQUIRE(found);
  CHECK(found->expected == "-92, negate 0, shift 1");
  CHECK(found->got == "-92, negate 1, shift 0");
}

TEST_CASE("Unknown values of a simulation are shown as they are") {
  const auto found = read_simulation(two_add(), "rccm-mismatch xc7 1 0 UUUUUUUUUUUUUUU 0\n", 1).counterexample;
  REQUIRE(found);
  CHECK(found->got == "UUUUUUUUUUUUUUU");
}

}  // namespace rccm::verify
