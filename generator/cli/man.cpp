#include "cli/man.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

#include "cli/exit_status.hpp"

namespace rccm::cli {

namespace {

/// Bytes of the UTF-8 sequence that begins with `lead`, and the bits of the code point in `lead` itself.
struct Utf8Lead {
  std::size_t length;
  unsigned bits;
};

Utf8Lead decode_lead(unsigned char lead) {
  if (lead >= 0xF0U) return {4, lead & 0x07U};
  if (lead >= 0xE0U) return {3, lead & 0x0FU};
  if (lead >= 0xC0U) return {2, lead & 0x1FU};
  return {1, lead};
}

/// Text as roff: no character is taken for markup, and hyphens stay hyphens that can be copied into a shell.
std::string escape_for_roff(const std::string& text) {
  std::string result;
  bool line_start = true;
  for (std::size_t i = 0; i < text.size();) {
    const auto [length, lead_bits] = decode_lead(static_cast<unsigned char>(text[i]));
    if (length > 1) {
      unsigned code_point = lead_bits;
      for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
        code_point = (code_point << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
      }
      std::array<char, 16> name{};
      std::snprintf(name.data(), name.size(), "\\[u%04X]", code_point);
      result += name.data();
    } else {
      const char c = text[i];
      if (line_start && (c == '.' || c == '\'')) result += "\\&";
      if (c == '\\') {
        result += "\\e";
      } else if (c == '-') {
        result += "\\-";
      } else if (c == '\'') {
        result += "\\(aq";
      } else {
        result += c;
      }
      line_start = c == '\n';
      i += 1;
      continue;
    }
    line_start = false;
    i += length;
  }
  return result;
}

/// An argument of a macro, where a double quote would end it.
std::string quote(const std::string& text) {
  std::string result = "\"";
  for (const char c : escape_for_roff(text)) result += c == '"' ? std::string("\\(dq") : std::string(1, c);
  return result + "\"";
}

void print_option(std::ostream& out, const OptionDescription& option) {
  out << ".TP\n";
  if (!option.positional.empty()) {
    out << "\\fI" << escape_for_roff(option.positional) << "\\fR" << (option.repeatable ? " ..." : "") << '\n';
  } else {
    for (std::size_t i = 0; i < option.names.size(); ++i) {
      out << (i > 0 ? ", " : "") << "\\fB" << escape_for_roff(option.names[i]) << "\\fR";
    }
    if (!option.value.empty()) out << " \\fI" << escape_for_roff(option.value) << "\\fR";
    out << '\n';
  }
  out << escape_for_roff(sentence(option.help)) << '\n';
  if (!option.choices.empty() && option.takes_files) {
    out << escape_for_roff("Known besides files: " + CLI::detail::join(option.choices, ", ") + ".") << '\n';
  }
  if (!option.default_value.empty()) out << escape_for_roff("Default: " + option.default_value + ".") << '\n';
  if (option.required && option.positional.empty()) out << "Required.\n";
  if (option.repeatable && option.positional.empty()) out << "Can be given several times.\n";
}

/// All options but the common ones, which the page lists once.
void print_options(std::ostream& out, const CommandDescription& verb) {
  std::vector<std::string> groups = verb.option_groups();
  groups.erase(std::remove(groups.begin(), groups.end(), kCommonOptions), groups.end());
  for (const std::string& group : groups) {
    if (groups.size() > 1) out << ".PP\n" << escape_for_roff(group) << ":\n";
    for (const OptionDescription& option : verb.options) {
      if (option.group == group) print_option(out, option);
    }
  }
}

void print_verb(std::ostream& out, const CommandDescription& program, const CommandDescription& verb) {
  CommandDescription named = verb;
  named.name = program.name + " " + verb.name;
  out << ".SS " << quote(named.synopsis()) << '\n' << escape_for_roff(sentence(verb.help)) << '\n';
  for (const OptionDescription& argument : verb.positionals) print_option(out, argument);
  print_options(out, verb);
  if (!verb.examples.empty()) out << ".PP\nExamples:\n.PP\n.EX\n" << escape_for_roff(verb.examples) << ".EE\n";
}

}  // namespace

std::string man_page(const CommandDescription& program, const std::string& version) {
  std::ostringstream out;
  out << ".\\\" Printed by `rccm man`; do not edit.\n"
      << ".TH RCCM 1 \"\" " << quote("rccm " + version) << " \"User Commands\"\n"
      << ".SH NAME\nrccm \\- " << escape_for_roff(program.help) << '\n'
      << ".SH SYNOPSIS\n.B " << escape_for_roff(program.synopsis()) << '\n'
      << ".SH DESCRIPTION\n"
      << "A reconfigurable constant coefficient multiplier computes the product of its input and one of a fixed set\n"
         "of coefficients, which a short code chooses, from adders whose look\\-up tables also hold the multiplexers.\n"
         "Results go to stdout or to files, messages and progress to stderr. The same command gives the same bytes.\n"
      << ".SH COMMON OPTIONS\n";
  for (const OptionDescription& option : program.options) print_option(out, option);
  out << ".SH VERBS\n";
  for (const CommandDescription& verb : program.verbs) print_verb(out, program, verb);
  out << ".SH EXIT STATUS\n";
  for (const ExitStatus& status : kExitStatuses) {
    out << ".TP\n.B " << status.value << '\n' << escape_for_roff(sentence(std::string(status.meaning))) << '\n';
  }
  if (!program.examples.empty()) out << ".SH EXAMPLES\n.EX\n" << escape_for_roff(program.examples) << ".EE\n";
  return out.str();
}

}  // namespace rccm::cli
