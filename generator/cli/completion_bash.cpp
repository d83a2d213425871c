#include <sstream>

#include "cli/completion.hpp"

namespace rccm::cli {

namespace {

// Readline splits words at ":" and "=" too, so that "addnet:2-add" and "--metric=distortion" arrive in pieces. The
// pieces are joined to find out what is completed; of a reply readline wants only what follows the last ":".
constexpr const char* kHead = R"(# Completion of rccm for bash; printed by `rccm completion bash`.
_rccm() {
  local at=$COMP_CWORD word=${COMP_WORDS[COMP_CWORD]} previous verb= choices= files= i
  if [[ $word == : ]] && ((at > 1)); then
    word=${COMP_WORDS[at - 1]}: at=$((at - 1))
  elif ((at > 2)) && [[ ${COMP_WORDS[at - 1]} == : ]]; then
    word=${COMP_WORDS[at - 2]}:$word at=$((at - 2))
  fi
  previous=${COMP_WORDS[at - 1]}
  if [[ $word == = ]]; then
    word=
  elif [[ $previous == = ]] && ((at > 1)); then
    previous=${COMP_WORDS[at - 2]}
  fi
  for ((i = 1; i < at; ++i)); do
    [[ ${COMP_WORDS[i]} == -* ]] || { verb=${COMP_WORDS[i]}; break; }
  done

)";

constexpr const char* kTail = R"(
  COMPREPLY=()
  [[ -z $choices ]] || mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
  if [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    local names
    mapfile -t names < <(compgen -f -- "$word")
    COMPREPLY+=("${names[@]}")
  fi
  if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
  fi
}
complete -F _rccm rccm
)";

std::string join_names(const std::vector<OptionDescription>& options) {
  std::string text;
  for (const OptionDescription& option : options) {
    for (const std::string& name : option.names) text += (text.empty() ? "" : " ") + name;
  }
  return text;
}

/// The assignments that tell the end of the script what can stand in a place.
std::string candidates(const OptionDescription& option) {
  std::string text;
  if (!option.choices.empty()) text += "choices='" + CLI::detail::join(option.choices, " ") + "'";
  if (option.takes_files) text += std::string(text.empty() ? "" : " ") + "files=1";
  return text.empty() ? ":" : text;
}

void print_values(std::ostream& out, const CommandDescription& verb) {
  for (const OptionDescription& option : verb.options) {
    if (option.value.empty()) continue;
    out << "    ";
    for (std::size_t i = 0; i < option.names.size(); ++i) {
      out << (i > 0 ? " | " : "") << '"' << verb.name << ' ' << option.names[i] << '"';
    }
    out << ") " << candidates(option) << " ;;\n";
  }
}

}  // namespace

std::string bash_completion(const CommandDescription& program) {
  std::ostringstream out;
  out << kHead << "  case \"$verb $previous\" in\n";
  for (const CommandDescription& verb : program.verbs) print_values(out, verb);
  out << "    *)\n      case \"$verb:$word\" in\n";
  std::string verbs;
  for (const CommandDescription& verb : program.verbs) {
    verbs += (verbs.empty() ? "" : " ") + verb.name;
    out << "        " << verb.name << ":-*) choices='" << join_names(verb.options) << "' ;;\n";
    for (const OptionDescription& argument : verb.positionals) {
      out << "        " << verb.name << ":*) " << candidates(argument) << " ;;\n";
      break;  // further arguments cannot be told from the first by their place: options may stand between them
    }
  }
  out << "        :-*) choices='" << join_names(program.options) << "' ;;\n";
  out << "        :*) choices='" << verbs << "' ;;\n      esac\n      ;;\n  esac\n" << kTail;
  return out.str();
}

}  // namespace rccm::cli
