#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace rccm::cli {

/// The group of the options that every verb has. It is listed last.
inline constexpr const char* kCommonOptions = "Common options";

/// One option or positional argument as a document or a completion script presents it.
struct OptionDescription {
  std::vector<std::string> names;    ///< "-o", "--output"; empty for a positional argument
  std::string positional;            ///< the name of a positional argument, otherwise empty
  std::string value;                 ///< what stands for the value ("FILE", "a|b"); empty for a flag
  std::vector<std::string> choices;  ///< the values it can take, where they are known
  bool takes_files = false;          ///< the value can be the name of a file or folder
  bool required = false;
  bool repeatable = false;
  std::string default_value;  ///< empty where there is none
  std::string help;
  std::string group;

  /// "-o,--output FILE" or the name of the positional argument.
  [[nodiscard]] std::string heading() const;
};

/// A verb, or the program itself, with everything that its help tells.
struct CommandDescription {
  std::string name;
  std::string help;
  std::vector<OptionDescription> options;      ///< in the order of definition, the common ones last
  std::vector<OptionDescription> positionals;  ///< in the order they are expected
  std::string examples;                        ///< the footer without its "Examples:" line and indentation
  std::vector<CommandDescription> verbs;       ///< in the order of definition

  /// "rccm search [options] [CIRCUIT]", where `name` may hold more than one word.
  [[nodiscard]] std::string synopsis() const;

  /// The groups of its options, in the order of the options.
  [[nodiscard]] std::vector<std::string> option_groups() const;
};

[[nodiscard]] OptionDescription describe(const CLI::Option& option);

/// The whole tree below `app`. Hidden options and verbs (those of an empty group) are left out.
[[nodiscard]] CommandDescription describe(const CLI::App& app);

/// "does this" as "Does this.".
[[nodiscard]] std::string sentence(std::string text);

}  // namespace rccm::cli
