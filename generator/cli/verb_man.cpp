#include <memory>
#include <string>

#include "cli/app.hpp"
#include "cli/man.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"

namespace rccm::cli {

void add_man(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("man", "print the manual page");
  const auto output = std::make_shared<std::string>("-");
  verb->add_option("-o,--output", *output, "where to write it; - is stdout")->type_name("FILE");
  verb->footer(
      "Examples:\n"
      "  rccm man | man -l -\n"
      "  rccm man -o rccm.1");
  verb->callback([&app, output] { write_result(*output, man_page(describe(app), kVersion)); });
}

}  // namespace rccm::cli
