#include "cli/help.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "cli/exit_status.hpp"

namespace rccm::cli {

namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kOptionColumns = 32;
constexpr std::size_t kShortColumns = 14;

/// One entry of a list: its name, and beside it, or below where the name is long, the text in a column of its own.
void print_entry(std::ostream& out, const std::string& name, const std::string& text, std::size_t column) {
  const std::string indentation(column, ' ');
  std::string line = "  " + name;
  if (line.size() + 2 <= column) {
    line.resize(column, ' ');
  } else {
    line += '\n' + indentation;
  }
  for (const char c : wrap(text, kColumns - column)) line += c == '\n' ? c + indentation : std::string(1, c);
  out << line << '\n';
}

std::string full_text(const OptionDescription& option) {
  std::string text = option.help;
  if (!option.choices.empty() && (option.takes_files || !option.positional.empty())) {
    text += (option.takes_files ? "; known besides files: " : ": ") + CLI::detail::join(option.choices, ", ");
  }
  if (!option.default_value.empty()) text += " (default: " + option.default_value + ")";
  if (option.required && option.positional.empty()) text += " (required)";
  if (option.repeatable && option.positional.empty()) text += " (repeatable)";
  return text;
}

class HelpFormatter : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode /*mode*/) const override {
    CommandDescription command = describe(*app);
    command.name = std::move(name);  // with the names of the commands above
    return help_text(command);
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> make_help_formatter() {
  return std::make_shared<HelpFormatter>();
}

std::string help_text(const CommandDescription& command) {
  std::ostringstream out;
  out << wrap(sentence(command.help), kColumns) << "\n\nUsage: " << command.synopsis() << '\n';
  if (!command.positionals.empty()) out << "\nArguments:\n";
  for (const OptionDescription& argument : command.positionals) {
    print_entry(out, argument.heading(), full_text(argument), kOptionColumns);
  }
  if (!command.verbs.empty()) out << "\nVerbs:\n";
  for (const CommandDescription& verb : command.verbs) print_entry(out, verb.name, verb.help, kShortColumns);
  for (const std::string& group : command.option_groups()) {
    out << '\n' << group << ":\n";
    for (const OptionDescription& option : command.options) {
      if (option.group == group) print_entry(out, option.heading(), full_text(option), kOptionColumns);
    }
  }
  if (!command.examples.empty()) {
    out << "\nExamples:\n";
    std::istringstream lines(command.examples);
    for (std::string line; std::getline(lines, line);) out << (line.empty() ? "" : "  ") << line << '\n';
  }
  if (!command.verbs.empty()) {
    out << "\nExit status:\n";
    for (const ExitStatus& status : kExitStatuses) out << "  " << status.value << "  " << status.meaning << '\n';
  }
  return out.str();
}

std::string wrap(const std::string& text, std::size_t width) {
  std::istringstream words(text);
  std::string result;
  std::size_t column = 0;
  for (std::string word; words >> word;) {
    const bool fits = column + 1 + word.size() <= width;
    if (column > 0) {
      result += fits ? ' ' : '\n';
      column = fits ? column + 1 : 0;
    }
    result += word;
    column += word.size();
  }
  return result;
}

}  // namespace rccm::cli
