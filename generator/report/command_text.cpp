#include "report/command_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "circuit/object_reader.hpp"
#include "support/shell_word.hpp"

namespace rccm::report {
namespace {

// Lists are written as the program takes them: joined by commas.
std::string joined(const Json& list, const std::string& place) {
  if (!list.is_array()) throw input_error(place + " must be an array, is " + list.type_name());
  std::string text;
  for (const Json& item : list) {
    text += (text.empty() ? "" : ",") + (item.is_string() ? item.get<std::string>() : item.dump());
  }
  return text;
}

// Collects a command's options from a query.
class Command {
 public:
  Command(const std::string& verb, const Json& query, const std::string& where)
      : text_("rccm " + verb), reader_(query, where + ": query") {}

  void add(const std::string& text) { text_ += " " + text; }
  /// The key's value, a number, where it is not what the program takes without the option.
  void add_number(const char* key, const std::string& option, const Json& usual) {
    if (!reader_.has(key)) return;
    const Json& value = reader_.at(key);
    if (!value.is_number()) throw input_error(reader_.place(key) + " must be a number, is " + value.type_name());
    if (value != usual) add(option + " " + value.dump());
  }
  void add_flag(const char* key, const std::string& option, bool present_if = true) {
    if (reader_.has(key) && reader_.boolean(key) == present_if) add(option);
  }
  void add_list(const char* key, const std::string& option, const Json& usual) {
    if (reader_.has(key) && reader_.at(key) != usual) add(option + " " + joined(reader_.at(key), reader_.place(key)));
  }
  /// An option for each of the key's values.
  void add_each(const char* key, const std::string& option) {
    if (!reader_.has(key)) return;
    for (const Json& value : reader_.array(key)) {
      if (!value.is_string()) throw input_error(reader_.place(key) + " must be strings");
      add((option.empty() ? "" : option + " ") + shell_word(value.get<std::string>()));
    }
  }
  [[nodiscard]] const ObjectReader& query() const { return reader_; }
  [[nodiscard]] std::string finish(const std::string& output) const { return text_ + " -o " + shell_word(output); }

 private:
  std::string text_;
  ObjectReader reader_;
};

void add_addnet(Command& command) {
  const ObjectReader& query = command.query();
  command.add_list("adders", "--adders", Json{2});
  command.add_number("max_shift", "--max-shift", 3);
  constexpr std::array<std::pair<const char*, const char*>, 4> names{
      {{"B1", "b1"}, {"-A1+B1", "a1"}, {"-A2+B1", "a2"}, {"-A3+B1", "a3"}}};
  if (query.has("fourth") && query.array("fourth").size() < names.size()) {
    std::string list;
    for (const auto& [written, option] : names) {
      const Json& fourth = query.array("fourth");
      if (std::find(fourth.begin(), fourth.end(), Json(written)) != fourth.end()) {
        list += (list.empty() ? "" : ",") + std::string(option);
      }
    }
    command.add("--fourth " + list);
  }
  if (query.has("rule")) {
    command.add("--rule " + query.string("rule"));
  } else if (query.has("metric")) {
    command.add("--metric " + query.string("metric"));
  }
  command.add_flag("require_zero", "--require-zero");
  command.add_number("min_coefficients", "--min-coefficients", 0);
}

void add_context(Command& command) {
  const ObjectReader& query = command.query();
  if (query.has("context") && query.string("context") == "mac") command.add("--context mac");
  command.add_number("lanes", "--lanes", 16);
  command.add_number("accumulator_bits", "--accumulator-bits", 24);
}

void add_native(Command& command) {
  const ObjectReader& query = command.query();
  command.add_list("cells", "--cells", Json{1, 2});
  command.add_number("max_shift", "--max-shift", 6);
  if (query.has("stored_bits")) {
    const Json& bits = query.array("stored_bits");
    if (bits.size() == 2 && bits[0] == bits[1]) command.add("--stored-bits " + bits[0].dump());
  }
  command.add_flag("signed", "--sign accumulation", false);
  command.add_flag("signless", "--sign table", false);
  command.add_number("max_consumer_shift", "--max-consumer-shift", 3);
  add_context(command);
  command.add_flag("exact", "--exact");
  command.add_number("chains", "--chains", 400);
  command.add_number("steps", "--steps", 20000);
  command.add_number("seed", "--seed", 1);
}

}  // namespace

std::string search_command(const Json& query, const Json& stats, const std::string& output, const std::string& where) {
  Command command("search", query, where);
  if (!command.query().has("space")) return "";
  command.add_each("weights", "--weights");
  if (command.query().has("dist")) command.add("--dist " + command.query().string("dist"));
  const std::string space = command.query().string("space");
  if (space == "native") command.add("--space native");
  command.add_number("input_bits", "--input-bits", 8);
  command.add_flag("input_signed", "--unsigned", false);
  if (space == "native") {
    add_native(command);
  } else {
    add_addnet(command);
  }
  command.add_flag("pareto", "--pareto");
  command.add_number("top", "--top", 10);
  command.add_flag("worst", "--worst");
  command.add_number("max_luts", "--max-luts", nullptr);
  command.add_number("bins", "--bins", 31);
  command.add_number("epsilon", "--epsilon", 1e-3);
  command.add_number("range", "--range", nullptr);
  if (stats.is_object() && stats.contains("distinct_sets")) command.add("--count");
  if (command.query().has("shard")) {
    const Json& shard = command.query().array("shard");
    if (shard.size() == 2) command.add("--shard " + shard[0].dump() + "/" + shard[1].dump());
  }
  return command.finish(output);
}

std::string compare_command(const Json& query, const std::string& output, const std::string& where) {
  Command command("compare", query, where);
  command.query().allow_only({"circuits", "weights", "dist", "baselines", "input_bits", "input_signed", "context",
                              "lanes", "accumulator_bits"});
  command.add_each("circuits", "");
  command.add_each("weights", "--weights");
  command.add_list("dist", "--dist", Json::array());
  command.add_number("input_bits", "--input-bits", nullptr);
  command.add_flag("input_signed", "--unsigned", false);
  add_context(command);
  command.add_flag("baselines", "--no-baselines", false);
  command.add("--json");
  return command.finish(output);
}

}  // namespace rccm::report
