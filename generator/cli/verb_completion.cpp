#include <memory>
#include <string>

#include "cli/app.hpp"
#include "cli/completion.hpp"
#include "cli/verbs.hpp"

namespace rccm::cli {

namespace {

struct CompletionOptions {
  std::string shell;
  std::string output = "-";
};

}  // namespace

void add_completion(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("completion", "print the completion script of a shell");
  const auto options = std::make_shared<CompletionOptions>();
  verb->add_option("SHELL", options->shell, "the shell to complete in")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  verb->add_option("-o,--output", options->output, "where to write it; - is stdout")->type_name("FILE");
  verb->footer(
      "Examples:\n"
      "  source <(rccm completion bash)\n"
      "  rccm completion zsh -o ~/.zfunc/_rccm");
  verb->callback([&app, options] {
    const CommandDescription program = describe(app);
    write_result(options->output, options->shell == "bash" ? bash_completion(program) : zsh_completion(program));
  });
}

}  // namespace rccm::cli
