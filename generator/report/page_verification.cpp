#include "report/page_verification.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "circuit/object_reader.hpp"
#include "support/shell_word.hpp"

namespace rccm::report {
namespace {

bool is_figure(const std::string& key) {
  constexpr std::array<const char*, 5> others{"check", "result", "detail", "counterexample", "replay"};
  return std::find(others.begin(), others.end(), key) == others.end();
}

// "luts 25, proven" of {"luts": 25, "proven": true}.
std::string figures_text(const Json& figures) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const auto& [key, value] : figures.items()) {
    if (!is_figure(key)) continue;
    std::string words = key;
    std::replace(words.begin(), words.end(), '_', ' ');
    if (value.is_boolean()) {
      add((value.get<bool>() ? "" : "not ") + words);
    } else if (value.is_object()) {
      text += (text.empty() ? "" : "; ") + words + ": " + figures_text(value);
    } else {
      add(words + " " + (value.is_string() ? value.get<std::string>() : value.dump()));
    }
  }
  return text;
}

// What a check that passed leaves open: vectors that were not simulated.
bool is_sampled(const Json& check) {
  return check.contains("exhaustive") && check["exhaustive"].is_boolean() && !check["exhaustive"].get<bool>();
}

Json page_check(const ObjectReader& check, const Json& json) {
  Json result{{"check", check.string("check")},
              {"result", check.string("result")},
              {"sampled", is_sampled(json)},
              {"detail", check.has("detail") ? check.string("detail") : ""},
              {"figures", figures_text(json)}};
  if (check.has("counterexample")) {
    result["counterexample"] = figures_text(check.at("counterexample"));
  }
  if (check.has("replay")) result["replay"] = check.string("replay");
  return result;
}

}  // namespace

Json page_verification(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  reader.allow_only({"schema", "result", "folders"});
  Json result{{"name", where}, {"result", reader.string("result")}, {"folders", Json::array()}};
  std::string command = "rccm verify";
  std::set<std::string> asked;
  bool is_partial = false;
  const Json& folders = reader.array("folders");
  for (std::size_t i = 0; i < folders.size(); ++i) {
    const ObjectReader folder(folders[i], element_place(where, "folders", i));
    folder.allow_only({"folder", "name", "manifest_sha256", "result", "checks"});
    Json entry{{"folder", folder.string("folder")},
               {"name", folder.string("name")},
               {"manifest_sha256", folder.string("manifest_sha256")},
               {"result", folder.string("result")},
               {"checks", Json::array()}};
    const Json& checks = folder.array("checks");
    for (std::size_t c = 0; c < checks.size(); ++c) {
      Json check = page_check(ObjectReader(checks[c], element_place(folder.where(), "checks", c)), checks[c]);
      const std::string name = check["check"];
      if (check["result"] == "not asked") {
        is_partial = true;
      } else {
        asked.insert(name.substr(0, name.find(' ')));
      }
      entry["checks"].push_back(std::move(check));
    }
    command += " " + shell_word(folder.string("folder"));
    result["folders"].push_back(std::move(entry));
  }
  if (is_partial) {
    for (const std::string& group : asked) command += " --only " + group;
  }
  result["command"] = command + " --json";
  return result;
}

}  // namespace rccm::report
