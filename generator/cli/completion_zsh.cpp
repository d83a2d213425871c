#include <sstream>

#include "cli/completion.hpp"

namespace rccm::cli {

namespace {

/// Text within single quotes, where `special` are the characters that separate fields: brackets and colons in a
/// specification of _arguments, colons in an entry of _describe.
std::string escape(const std::string& text, const std::string& special = ":[]") {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      if (c == '\\' || special.find(c) != std::string::npos) result += '\\';
      result += c;
    }
  }
  return result;
}

/// ":message:action" of a value. The leading blank of an action keeps _arguments from adding words to it.
std::string value_specification(const OptionDescription& option) {
  const std::string name = option.positional.empty() ? option.value : option.positional;
  std::string action = option.takes_files ? "_files" : " ";
  if (!option.choices.empty()) {
    std::string values;
    for (const std::string& choice : option.choices) values += " " + escape(choice);
    action = option.takes_files ? " _rccm_value_or_file" + values : "(" + values.substr(1) + ")";
  }
  return ":" + escape(name) + ":" + action;
}

std::string option_specification(const OptionDescription& option) {
  const bool takes_value = !option.value.empty();
  const std::string help = "[" + escape(option.help) + "]" + (takes_value ? value_specification(option) : "");
  std::vector<std::string> names;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    names.push_back(name + (!takes_value ? "" : is_long ? "=" : "+"));
  }
  const std::string prefix = option.repeatable ? "*" : "(" + CLI::detail::join(option.names, " ") + ")";
  if (names.size() == 1) return "'" + prefix + names.front() + help + "'";
  return "'" + prefix + "'{" + CLI::detail::join(names, ",") + "}'" + help + "'";
}

void print_verb(std::ostream& out, const CommandDescription& verb) {
  out << "        " << verb.name << ")\n          _arguments -s";
  for (const OptionDescription& option : verb.options) out << " \\\n            " << option_specification(option);
  for (std::size_t i = 0; i < verb.positionals.size(); ++i) {
    const OptionDescription& argument = verb.positionals[i];
    out << " \\\n            '" << (argument.repeatable ? "*" : std::to_string(i + 1)) << value_specification(argument)
        << "'";
  }
  out << "\n          ;;\n";
}

}  // namespace

std::string zsh_completion(const CommandDescription& program) {
  std::ostringstream out;
  out << "#compdef rccm\n"
         "# Completion of rccm for zsh; printed by `rccm completion zsh`.\n\n"
         "_rccm_value_or_file() {\n  compadd -- \"$@\"\n  _files\n}\n\n"
         "_rccm() {\n  local curcontext=$curcontext state line\n  local -a verbs\n  _arguments -C";
  for (const OptionDescription& option : program.options) out << " \\\n    " << option_specification(option);
  out << " \\\n    '1:verb:->verb' \\\n    '*::argument:->argument'\n"
         "  case $state in\n    verb)\n      verbs=(\n";
  for (const CommandDescription& verb : program.verbs) {
    out << "        '" << escape(verb.name) << ":" << escape(verb.help, ":") << "'\n";
  }
  out << "      )\n      _describe verb verbs\n      ;;\n    argument)\n      case $line[1] in\n";
  for (const CommandDescription& verb : program.verbs) print_verb(out, verb);
  out << "      esac\n      ;;\n  esac\n}\n\n"
         // Autoloaded from the function path, the file's first run is already a request to complete.
         "if [[ $funcstack[1] == _rccm ]]; then\n  _rccm \"$@\"\nelse\n  compdef _rccm rccm\nfi\n";
  return out.str();
}

}  // namespace rccm::cli
