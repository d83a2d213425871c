#include "cli/description.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

namespace rccm::cli {

namespace {

/// "a->0" is how CLI11 prints an entry of a transformation; the user types the part before the arrow.
std::vector<std::string> parse_choices(std::string_view list) {
  std::vector<std::string> choices;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view entry = list.substr(0, comma);
    choices.emplace_back(entry.substr(0, entry.find("->")));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return choices;
}

/// CLI11 offers an option's type and its validators only as one text, "TYPE:VALIDATOR:VALIDATOR". The type itself may
/// hold a colon in brackets: "FILE[:TENSOR]".
std::string_view type_of(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') ++depth;
    if (text[i] == ']') --depth;
    if (depth == 0 && (text[i] == ':' || text[i] == '{')) return text.substr(0, i);
  }
  return text;
}

void describe_value(const CLI::Option& option, OptionDescription& result) {
  const std::string text = option.get_type_name();
  std::string_view type = type_of(text);
  while (!type.empty() && (type.back() == '|' || type.back() == ' ')) type.remove_suffix(1);
  const std::size_t open = text.find('{');
  if (const std::size_t close = text.find('}', open); open != std::string::npos && close != std::string::npos) {
    result.choices = parse_choices(std::string_view(text).substr(open + 1, close - open - 1));
  }
  result.takes_files = type.starts_with("FILE") || type.starts_with("FOLDER");
  if (!result.choices.empty() && !result.takes_files) {
    result.value = CLI::detail::join(result.choices, "|");
  } else {
    result.value = type;
  }
  result.default_value = option.get_default_str();
}

/// The lines after "Examples:", with the indentation they have in common removed.
std::string parse_examples(const std::string& footer) {
  std::istringstream lines(footer);
  std::vector<std::string> kept;
  std::size_t indentation = std::string::npos;
  for (std::string line; std::getline(lines, line);) {
    if (line == "Examples:") continue;
    if (kept.empty() && line.empty()) continue;
    if (!line.empty()) indentation = std::min(indentation, line.find_first_not_of(' '));
    kept.push_back(line);
  }
  std::string text;
  for (const std::string& line : kept) text += (line.empty() ? "" : line.substr(indentation)) + "\n";
  return text;
}

void collect(const CLI::App& app, CommandDescription& result) {
  for (const CLI::Option* option : app.get_options({})) {
    if (option->get_group().empty()) continue;
    (option->get_positional() ? result.positionals : result.options).push_back(describe(*option));
  }
  for (const CLI::App* verb : app.get_subcommands({})) {
    if (verb->get_name().empty()) {
      collect(*verb, result);  // an option group is a subcommand without a name
    } else if (!verb->get_group().empty()) {
      result.verbs.push_back(describe(*verb));
    }
  }
}

}  // namespace

std::string OptionDescription::heading() const {
  if (!positional.empty()) return positional;
  return CLI::detail::join(names, ",") + (value.empty() ? "" : " " + value);
}

std::string CommandDescription::synopsis() const {
  std::string text = name;
  if (!options.empty()) text += " [options]";
  for (const OptionDescription& argument : positionals) {
    const std::string word = argument.positional + (argument.repeatable ? "..." : "");
    text += argument.required ? " " + word : " [" + word + "]";
  }
  if (!verbs.empty()) text += " VERB ...";
  return text;
}

std::vector<std::string> CommandDescription::option_groups() const {
  std::vector<std::string> groups;
  for (const OptionDescription& option : options) {
    if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) groups.push_back(option.group);
  }
  return groups;
}

OptionDescription describe(const CLI::Option& option) {
  OptionDescription result;
  if (option.get_positional()) {
    result.positional = option.get_name(true);
  } else {
    for (const std::string& name : option.get_snames()) result.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) result.names.push_back("--" + name);
  }
  if (option.get_items_expected_max() > 0) {
    describe_value(option, result);
    result.repeatable = option.get_items_expected_max() > 1;
  }
  result.required = option.get_required();
  result.help = option.get_description();
  result.group = option.get_group();
  return result;
}

CommandDescription describe(const CLI::App& app) {
  CommandDescription result;
  result.name = app.get_name();
  result.help = app.get_description();
  result.examples = parse_examples(app.get_footer());
  collect(app, result);
  std::stable_partition(result.options.begin(), result.options.end(),
                        [](const OptionDescription& option) { return option.group != kCommonOptions; });
  return result;
}

std::string sentence(std::string text) {
  if (text.empty()) return text;
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text.back() == '.' ? text : text + ".";
}

}  // namespace rccm::cli
