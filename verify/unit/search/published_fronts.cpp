// Every circuit of the fronts in examples/front, as their files hold it: the table that was searched for against the
// product that its LUTs and carry chains compute, bit by bit, over all inputs and codes.

#include <algorithm>
#include <filesystem>

#include "circuit/json.hpp"
#include "circuit/mapping.hpp"
#include "circuit/simulate.hpp"
#include "support/files.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> front_files() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(RCCM_FRONTS)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The first input and code whose product is not the table's coefficient times x, as text; empty if there is none.
std::string first_difference(const Mapping& mapping, const Circuit& circuit, const std::vector<std::int64_t>& table) {
  const Simulator simulator(mapping);
  const Range inputs = input_range(circuit);
  for (std::size_t code = 0; code < table.size(); ++code) {
    for (std::int64_t x = inputs.low; x <= inputs.high; ++x) {
      if (simulator.product(x, code) != table[code] * x) {
        return "code " + std::to_string(code) + ", x = " + std::to_string(x);
      }
    }
  }
  return "";
}

}  // namespace

TEST_CASE("Every circuit of a published front computes its table, from its LUTs and carry chains alone") {
  const std::vector<fs::path> files = front_files();
  REQUIRE(files.size() >= 3);
  for (const fs::path& file : files) {
    const std::string text = read_file(file);
    const Json json = Json::parse(text);
    const std::vector<CircuitFile> circuits = read_circuits(text, file.filename().string());
    REQUIRE_FALSE(circuits.empty());
    for (std::size_t i = 0; i < circuits.size(); ++i) {
      const Circuit& circuit = circuits[i].circuit;
      INFO(file.filename() << ", circuits[" << i << "], " << circuit.name);
      const Mapping mapping = map_circuit(circuit);
      const Json& stored = json.at("circuits").at(i);
      const auto table = stored.at("table").get<std::vector<std::int64_t>>();
      REQUIRE(table.size() == std::size_t{1} << select_bits(circuit));
      CHECK(first_difference(mapping, circuit, table) == "");
      CHECK(stored.at("luts").at("xc7") == lut_count(mapping));
    }
  }
}

}  // namespace rccm
