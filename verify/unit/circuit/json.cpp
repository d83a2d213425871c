#include "circuit/json.hpp"

#include "circuit/mapping.hpp"
#include "circuit/presets.hpp"
#include "support/error.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

Json published() {
  return to_json(preset_circuit("addnet:2-add").value());
}

// What the reader says of a document; empty if it accepts it.
template <typename Read>
std::string complaint_of(Read read) {
  try {
    read();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kInput);
    return error.what();
  }
  return "";
}

std::string complaint(const Json& json) {
  return complaint_of([&] { static_cast<void>(circuit_from_json(json, "c.json")); });
}

std::string text_complaint(std::string_view text) {
  return complaint_of([&] { static_cast<void>(read_circuits(text, "c.json")); });
}

struct Damage {
  const char* name;
  void (*inflict)(Json&);
  const char* message;
};

}  // namespace

TEST_CASE("The JSON of a circuit holds what it is and what follows from it, in reading order") {
  std::vector<std::string> keys;
  const Json json = published();
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"schema", "name", "space", "input_bits", "input_signed", "select_bits",
                                         "stored_bits", "signless", "cells", "table", "luts", "depth", "product_bits"});
}

TEST_CASE("The JSON of the published 2-Add has these values") {
  const Json json = published();
  CHECK(json["schema"] == "rccm.circuit/1");
  CHECK(json["name"] == "addnet:2-add");
  CHECK(json["space"] == "addnet");
  CHECK(json["cells"][0]["mode"] == "gated");
  CHECK(json["cells"][0]["inputs"][0] == Json{{"source", "x"}, {"shift", 2}});
  CHECK(json["cells"][0]["functions"][3]["g"].is_null());
  CHECK(json["cells"][1]["inputs"][1] == Json{{"source", "cell0"}, {"shift", 3}});
  CHECK(json["cells"][1]["functions"][0]["f"] == Json{{"input", 0}, {"negate", true}});
  CHECK(json["table"] == Json{-1, -2, -8, 0, -36, -44, -92, -28, 1, 2, 8, 0, 36, 44, 92, 28});
  CHECK(json["luts"] == Json{{"xc7", 25}, {"xcup", 25}});
  CHECK(json["product_bits"] == 15);
}

TEST_CASE("Metrics are written where there are any, and read back") {
  const Metrics metrics{0.25, 13.9, 1.5e-3};
  const Json json = to_json(preset_circuit("addnet:2-add").value(), metrics);
  CHECK(json["metrics"] == Json{{"divergence", 0.25}, {"sqnr_db", 13.9}, {"scale", 1.5e-3}});
  CHECK(circuit_from_json(json, "c.json").metrics == metrics);
  CHECK_FALSE(circuit_from_json(published(), "c.json").metrics);
}

TEST_CASE("What follows from the cells may be left out") {
  Json json = published();
  for (const char* key : {"select_bits", "stored_bits", "table", "luts", "depth", "product_bits"}) json.erase(key);
  CHECK(to_text(to_json(circuit_from_json(json, "c.json").circuit)) == to_text(published()));
}

TEST_CASE("Explicit code bits are written and read, implicit ones are left out") {
  Circuit circuit = preset_circuit("addnet:2-add").value();
  CHECK_FALSE(to_json(circuit)["cells"][1].contains("code_bits"));
  circuit.cells[1].code_bits = {1, 0};
  const Json json = to_json(circuit);
  CHECK(json["cells"][1]["code_bits"] == Json{1, 0});
  CHECK(circuit_from_json(json, "c.json").circuit.cells[1].code_bits == std::vector<int>{1, 0});
}

TEST_CASE("A damaged circuit file is refused with the place, the reason and the remedy") {
  const auto damage = GENERATE(values<Damage>({
      {"no schema", [](Json& j) { j.erase("schema"); }, R"(c.json: key "schema" is missing: add it)"},
      {"a later schema", [](Json& j) { j["schema"] = "rccm.circuit/2"; },
       R"(c.json: schema "rccm.circuit/2" is not rccm.circuit/1: this version of rccm cannot read it)"},
      {"a schema that is no text", [](Json& j) { j["schema"] = 1; }, "c.json: schema must be a string, is number"},
      {"an unknown key", [](Json& j) { j["colour"] = "red"; },
       R"(c.json: unknown key "colour": remove it, or use the version of rccm that wrote it)"},
      {"an unknown key of a cell", [](Json& j) { j["cells"][1]["delay"] = 1; },
       R"(c.json: cells[1]: unknown key "delay": remove it, or use the version of rccm that wrote it)"},
      {"an unknown key of an input", [](Json& j) { j["cells"][0]["inputs"][2]["width"] = 8; },
       R"(c.json: cells[0]: inputs[2]: unknown key "width": remove it, or use the version of rccm that wrote it)"},
      {"an unknown key of a function", [](Json& j) { j["cells"][0]["functions"][3]["h"] = nullptr; },
       R"(c.json: cells[0]: functions[3]: unknown key "h": remove it, or use the version of rccm that wrote it)"},
      {"an unknown key of a term", [](Json& j) { j["cells"][0]["functions"][1]["g"]["shift"] = 1; },
       R"(c.json: cells[0]: functions[1]: g: unknown key "shift": remove it, or use the version of rccm that wrote it)"},
      {"no name", [](Json& j) { j.erase("name"); }, R"(c.json: key "name" is missing: add it)"},
      {"no cells", [](Json& j) { j.erase("cells"); }, R"(c.json: key "cells" is missing: add it)"},
      {"an input without shift", [](Json& j) { j["cells"][0]["inputs"][0].erase("shift"); },
       R"(c.json: cells[0]: inputs[0]: key "shift" is missing: add it)"},
      {"a function without g", [](Json& j) { j["cells"][0]["functions"][3].erase("g"); },
       R"(c.json: cells[0]: functions[3]: key "g" is missing: add it)"},
      {"a name that is no text", [](Json& j) { j["name"] = nullptr; }, "c.json: name must be a string, is null"},
      {"a fractional width", [](Json& j) { j["input_bits"] = 8.5; },
       "c.json: input_bits must be an integer, is number"},
      {"a width in words", [](Json& j) { j["input_bits"] = "8"; }, "c.json: input_bits must be an integer, is string"},
      {"a signedness that is a number", [](Json& j) { j["input_signed"] = 1; },
       "c.json: input_signed must be true or false, is number"},
      {"cells that are an object", [](Json& j) { j["cells"] = Json::object(); },
       "c.json: cells must be an array, is object"},
      {"a cell that is a number", [](Json& j) { j["cells"][1] = 7; }, "c.json: cells[1]: must be an object, is number"},
      {"a term that is a number", [](Json& j) { j["cells"][1]["functions"][2]["f"] = 0; },
       "c.json: cells[1]: functions[2]: f: must be an object, is number"},
      {"an unknown space", [](Json& j) { j["space"] = "outer"; },
       R"(c.json: space: "outer" is not one of addnet, native, baseline)"},
      {"an unknown mode", [](Json& j) { j["cells"][0]["mode"] = "triple"; },
       R"(c.json: cells[0]: mode: "triple" is not one of gated, dual, paired)"},
      {"an unknown source", [](Json& j) { j["cells"][1]["inputs"][0]["source"] = "cellar"; },
       R"(c.json: cells[1]: inputs[0]: source "cellar" must be x or cell0, cell1, ...)"},
      {"a source beyond every cell", [](Json& j) { j["cells"][1]["inputs"][0]["source"] = "cell99999999999"; },
       R"(c.json: cells[1]: inputs[0]: source "cell99999999999" must be x or cell0, cell1, ...)"},
      {"a later cell as source", [](Json& j) { j["cells"][0]["inputs"][0]["source"] = "cell1"; },
       R"(c.json: circuit "addnet:2-add": cells[0]: inputs[0]: source must be x or an earlier cell)"},
      {"a width beyond 32 bits", [](Json& j) { j["input_bits"] = 4294967304U; },
       "c.json: input_bits: 4294967304 is out of range"},
      {"the same width as a signed number", [](Json& j) { j["input_bits"] = std::int64_t{4294967304}; },
       "c.json: input_bits: 4294967304 is out of range"},
      {"a width below what 32 bits hold", [](Json& j) { j["input_bits"] = std::int64_t{-4294967288}; },
       "c.json: input_bits: -4294967288 is out of range"},
      {"a shift beyond 64 bits", [](Json& j) { j["cells"][0]["inputs"][0]["shift"] = 18446744073709551615U; },
       "c.json: cells[0]: inputs[0]: shift: 18446744073709551615 is out of range"},
      {"a shift beyond the greatest", [](Json& j) { j["cells"][0]["inputs"][0]["shift"] = 25; },
       R"(c.json: circuit "addnet:2-add": cells[0]: inputs[0]: shift must be 0..24)"},
      {"too many cells", [](Json& j) { j["cells"] = Json(std::vector<Json>(17, j["cells"][0])); },
       "c.json: has 17 cells, at most 16"},
      {"a code bit that is no integer",
       [](Json& j) {
         j["cells"][0]["code_bits"] = {0, 1.5};
       },
       "c.json: cells[0]: code_bits must be integers 0..19"},
      {"a code bit out of range",
       [](Json& j) {
         j["cells"][0]["code_bits"] = {0, 20};
       },
       "c.json: cells[0]: code_bits must be integers 0..19"},
      {"a wrong number of select bits", [](Json& j) { j["select_bits"] = 5; },
       "c.json: select_bits is 5, but the cells give 4: correct the cells or remove the key"},
      {"a wrong number of stored bits", [](Json& j) { j["stored_bits"] = 5; },
       "c.json: stored_bits is 5, but the cells give 4: correct the cells or remove the key"},
      {"a wrong depth", [](Json& j) { j["depth"] = 3; },
       "c.json: depth is 3, but the cells give 2: correct the cells or remove the key"},
      {"a wrong product width", [](Json& j) { j["product_bits"] = 16; },
       "c.json: product_bits is 16, but the cells give 15: correct the cells or remove the key"},
      {"a wrong LUT count", [](Json& j) { j["luts"]["xc7"] = 24; },
       R"(c.json: luts is {"xc7":24,"xcup":25}, but the cells give {"xc7":25,"xcup":25}: )"
       "correct the cells or remove the key"},
      {"a wrong coefficient", [](Json& j) { j["table"][3] = 1; },
       "c.json: table is [-1,-2,-8,1,-36,-44,-92,-28,1,2,8,0,36,44,92,28], but the cells give "
       "[-1,-2,-8,0,-36,-44,-92,-28,1,2,8,0,36,44,92,28]: correct the cells or remove the key"},
      {"an unknown metric",
       [](Json& j) {
         j["metrics"] = {{"speed", 1}};
       },
       R"(c.json: metrics: unknown key "speed": remove it, or use the version of rccm that wrote it)"},
      {"a metric that is no number",
       [](Json& j) {
         j["metrics"] = {{"divergence", "low"}, {"sqnr_db", 1}, {"scale", 1}};
       },
       "c.json: metrics: divergence must be a number, is string"},
  }));
  CAPTURE(damage.name);
  Json json = published();
  damage.inflict(json);
  CHECK(complaint(json) == damage.message);
}

TEST_CASE("A document that is no object is refused") {
  CHECK(complaint(Json::array()) == "c.json: must be an object, is array");
  CHECK(text_complaint("7") == "c.json: must be an object, is number");
}

TEST_CASE("Text that is not JSON is refused with the place of the error") {
  CHECK_THAT(text_complaint("{\"schema\": }"), Catch::Contains("c.json: is not JSON") && Catch::Contains("column 12"));
  CHECK_THAT(text_complaint(""), Catch::Contains("c.json: is not JSON"));
}

TEST_CASE("Nesting that no circuit file has is refused before it can exhaust the stack") {
  const std::string deep(200000, '[');
  Json json = published();
  json["table"] = "DEEP";
  std::string text = to_text(json);
  text.replace(text.find("\"DEEP\""), 6, deep + std::string(deep.size(), ']'));
  CHECK(text_complaint(text) == "c.json: is nested more than 64 levels deep: files of this kind are not");
}

TEST_CASE("Every prefix of a circuit file is refused") {
  const std::string text = to_text(published());
  for (std::size_t length = 0; length + 2 < text.size(); ++length) {
    CAPTURE(length);
    REQUIRE_FALSE(text_complaint(std::string_view(text).substr(0, length)).empty());
  }
  CHECK(text_complaint(text).empty());
}

TEST_CASE("A circuit file without one of its characters is refused or read, never worse") {
  const std::string text = to_text(published());
  for (std::size_t i = 0; i < text.size(); ++i) {
    CAPTURE(i);
    std::string shorter = text;
    shorter.erase(i, 1);
    REQUIRE_NOTHROW(text_complaint(shorter));
  }
}

TEST_CASE("A list holds its circuits in order") {
  Json list{{"schema", "rccm.circuits/1"}, {"query", {{"adders", 2}}}, {"stats", Json::object()}};
  list["circuits"] = {published(), to_json(preset_circuit("addnet:3-add").value(), Metrics{1, 2, 3})};
  const auto files = read_circuits(to_text(list), "list.json");
  REQUIRE(files.size() == 2);
  CHECK(files[0].circuit.name == "addnet:2-add");
  CHECK(files[1].circuit.name == "addnet:3-add");
  CHECK(files[1].metrics == Metrics{1, 2, 3});
}

TEST_CASE("A file of one circuit is read as a list of one") {
  const auto files = read_circuits(to_text(published()), "c.json");
  REQUIRE(files.size() == 1);
  CHECK(files[0].circuit.cells == preset_circuit("addnet:2-add").value().cells);
}

TEST_CASE("A list that is damaged is refused with the place in it") {
  Json list{{"schema", "rccm.circuits/1"}, {"circuits", Json::array()}};
  CHECK(text_complaint(to_text(list)).empty());
  list["circuits"] = {published(), published()};
  list["circuits"][1].erase("space");
  CHECK(text_complaint(to_text(list)) == R"(c.json: circuits[1]: key "space" is missing: add it)");
  list["circuits"] = 3;
  CHECK(text_complaint(to_text(list)) == "c.json: circuits must be an array, is number");
  list.erase("circuits");
  CHECK(text_complaint(to_text(list)) == R"(c.json: key "circuits" is missing: add it)");
  list["note"] = "";
  CHECK(text_complaint(to_text(list)) ==
        R"(c.json: unknown key "note": remove it, or use the version of rccm that wrote it)");
}

TEST_CASE("A list within a list is refused") {
  const Json inner{{"schema", "rccm.circuits/1"}, {"circuits", Json::array()}};
  Json outer{{"schema", "rccm.circuits/1"}};
  outer["circuits"] = Json::array({inner});
  CHECK(text_complaint(to_text(outer)) ==
        R"(c.json: circuits[0]: schema "rccm.circuits/1" is not rccm.circuit/1: this version of rccm cannot read it)");
}

TEST_CASE("Short values stand on one line, long ones are indented by two spaces") {
  const Json json{{"name", "n"},
                  {"short", {1, 2}},
                  {"object", {{"a", 1}, {"b", nullptr}}},
                  {"long", std::vector<int>(34, 7)},
                  {"empty", Json::array()}};
  std::string items;
  for (int i = 0; i < 34; ++i) items += i + 1 < 34 ? "    7,\n" : "    7\n";
  CHECK(to_text(json) ==
        "{\n"
        "  \"name\": \"n\",\n"
        "  \"short\": [1, 2],\n"
        "  \"object\": {\"a\": 1, \"b\": null},\n"
        "  \"long\": [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, "
        "7, 7, 7, 7, 7, 7, 7],\n"
        "  \"empty\": []\n"
        "}\n");
}

TEST_CASE("Text keeps every string as it is") {
  const auto name = GENERATE(as<std::string>{}, "a, b: c", R"(quote " comma, colon: end)", R"(back\)", R"(\", "x": y)",
                             R"(two\\)", "line\nbreak\ttab", "µ ± 漢字", "");
  const Json json{{"first", name}, {"second", "a,b:c"}, {"third", {name, "d,e"}}};
  CAPTURE(name);
  CHECK(Json::parse(to_text(json)) == json);
}

TEST_CASE("Random circuits: what was written is read and written again to the same bytes") {
  for (int i = 0; i < test::random_cases(300); ++i) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(i));
    const test::SavedCase saved(circuit, "round-trip");
    INFO(saved.message());
    const std::string text = to_text(to_json(circuit));
    const auto files = read_circuits(text, "c.json");
    REQUIRE(files.size() == 1);
    REQUIRE(files[0].circuit.cells == circuit.cells);
    REQUIRE(to_text(to_json(files[0].circuit)) == text);
    saved.passed();
  }
}

TEST_CASE("A saved random case without derived values is a circuit file") {
  const Circuit circuit = test::random_circuit(3);
  const auto files = read_circuits(test::circuit_text(circuit), "saved.json");
  REQUIRE(files.size() == 1);
  CHECK(test::circuit_text(files[0].circuit) == test::circuit_text(circuit));
}

}  // namespace rccm
