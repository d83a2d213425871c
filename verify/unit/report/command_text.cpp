#include "report/command_text.hpp"

#include "support/error.hpp"
#include "support/shell_word.hpp"
#include "unit/catch.hpp"

using namespace rccm;
using report::compare_command;
using report::search_command;

TEST_CASE("a word is quoted for a shell only where it needs to be") {
  CHECK(shell_word("net.npz:conv1") == "net.npz:conv1");
  CHECK(shell_word("two words") == "'two words'");
  CHECK(shell_word("conv*") == "'conv*'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("").size() == 2);
}

TEST_CASE("a search of the published space is told with what differs from the program's defaults") {
  const Json query = Json::parse(R"({"space": "addnet", "adders": [2], "max_shift": 3,
      "fourth": ["B1", "-A1+B1", "-A2+B1", "-A3+B1"], "input_bits": 8, "input_signed": true, "metric": "distortion",
      "worst": false, "top": 10, "require_zero": false, "min_coefficients": 0, "bins": 31, "epsilon": 0.001,
      "dist": "gaussian"})");
  CHECK(search_command(query, nullptr, "front.json", "front.json") ==
        "rccm search --dist gaussian --metric distortion -o front.json");
}

TEST_CASE("every restriction of a search of the published space is told") {
  const Json query = Json::parse(R"({"space": "addnet", "adders": [2, 3], "max_shift": 2, "fourth": ["B1", "-A2+B1"],
      "input_bits": 6, "input_signed": false, "metric": "divergence", "worst": true, "top": 3, "require_zero": true,
      "min_coefficients": 9, "max_luts": 40, "bins": 15, "epsilon": 0.01, "range": 2.5,
      "weights": ["a net.npz:conv*", "b.csv"], "shard": [2, 4]})");
  CHECK(search_command(query, Json{{"distinct_sets", 5}}, "out.json", "out.json") ==
        "rccm search --weights 'a net.npz:conv*' --weights b.csv --input-bits 6 --unsigned --adders 2,3 --max-shift 2 "
        "--fourth b1,a2 --metric divergence --require-zero --min-coefficients 9 --top 3 --worst --max-luts 40 "
        "--bins 15 --epsilon 0.01 --range 2.5 --count --shard 2/4 -o out.json");
}

TEST_CASE("a search of the native space is told") {
  const Json query = Json::parse(R"({"space": "native", "cells": [1], "max_shift": 6, "stored_bits": [4, 4],
      "signed": false, "signless": true, "max_consumer_shift": 0, "input_bits": 8, "input_signed": true,
      "metric": "distortion", "context": "mac", "lanes": 8, "accumulator_bits": 24, "pareto": true, "keep": 1,
      "bins": 31, "epsilon": 0.001, "dist": "laplace"})");
  CHECK(search_command(query, nullptr, "front.json", "front.json") ==
        "rccm search --dist laplace --space native --cells 1 --stored-bits 4 --sign accumulation "
        "--max-consumer-shift 0 --context mac --lanes 8 --pareto -o front.json");
}

TEST_CASE("the published rule replaces the metric") {
  const Json query = Json::parse(R"({"space": "addnet", "adders": [2], "metric": "divergence", "rule": "addnet"})");
  CHECK(search_command(query, nullptr, "a.json", "a.json") == "rccm search --rule addnet -o a.json");
}

TEST_CASE("a list of circuits that says no query has no command") {
  CHECK(search_command(Json::object(), nullptr, "a.json", "a.json").empty());
}

TEST_CASE("a comparison is told") {
  const Json query = Json::parse(R"({"circuits": ["front.json", "plain:8x4"], "weights": ["w.csv"],
      "dist": ["gaussian", "laplace"], "baselines": false, "input_bits": 8, "input_signed": false, "context": "mac",
      "lanes": 9, "accumulator_bits": 24})");
  CHECK(compare_command(query, "c.json", "c.json") ==
        "rccm compare front.json plain:8x4 --weights w.csv --dist gaussian,laplace --input-bits 8 --unsigned "
        "--context mac --lanes 9 --no-baselines --json -o c.json");
}

TEST_CASE("a query that is wrong in form is refused by name") {
  CHECK_THROWS_WITH(search_command(Json::parse(R"({"space": "native", "seed": "one"})"), nullptr, "a.json", "a.json"),
                    Catch::Contains("a.json: query: seed must be a number"));
  CHECK_THROWS_WITH(compare_command(Json::parse(R"({"colour": 1})"), "c.json", "c.json"),
                    Catch::Contains("c.json: query: unknown key \"colour\""));
  CHECK_THROWS_WITH(search_command(Json::array(), nullptr, "a.json", "a.json"), Catch::Contains("must be an object"));
}
