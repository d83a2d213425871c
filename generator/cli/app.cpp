#include "cli/app.hpp"

#include <algorithm>
#include <iostream>
#include <numeric>
#include <utility>
#include <vector>

#include "cli/description.hpp"
#include "cli/exit_status.hpp"
#include "cli/help.hpp"
#include "cli/program.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::cli {

namespace {

constexpr const char* kQuiet = "--quiet";

void add_shared_options(CLI::App& app) {
  app.get_help_ptr()->group(kCommonOptions)->description("print this help and exit");
  // Not a literal: CLI11 2.1 would take an array for the flag's target in C++20.
  const std::string description = "print results and errors only, no progress";
  app.add_flag(std::string("-q,") + kQuiet, description)->group(kCommonOptions);
}

/// Levenshtein's distance: how many characters to insert, delete or replace.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// ", did you mean X?" for the likeliest candidate, or nothing where none is near.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best.empty() ? "" : ", did you mean " + best + "?";
}

std::vector<std::string> verb_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands({})) names.push_back(verb->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options({})) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// CLI11's own message for the two commonest mistakes names neither the mistake nor the remedy.
std::string explain(const CLI::ParseError& error, const CLI::App& app) {
  const std::vector<CLI::App*> given = app.get_subcommands();
  const CLI::App& command = given.empty() ? app : *given.front();
  const std::vector<std::string> unknown = command.remaining();
  std::string message = error.what();
  if (!unknown.empty()) {
    const std::string& word = unknown.front();
    if (word.starts_with("-")) {
      message = "unknown option " + word + suggestion(word, option_names(command));
    } else if (given.empty()) {
      message = "unknown verb " + word + suggestion(word, verb_names(app));
    } else {
      message = "unexpected argument " + word;
    }
  } else if (given.empty()) {
    message = "no verb given";
  }
  const std::string name = given.empty() ? "rccm" : "rccm " + command.get_name();
  return message + " (" + name + " --help explains)";
}

}  // namespace

void build_app(CLI::App& app) {
  app.name("rccm");
  app.description("design reconfigurable constant coefficient multipliers for quantised neural networks on FPGAs");
  app.formatter(make_help_formatter());
  app.group("Verbs");
  app.require_subcommand(1);
  app.set_help_flag("-h,--help");
  app.set_version_flag("--version", std::string("rccm ") + kVersion, "print the version and exit")
      ->group(kCommonOptions);

  add_search(app);
  add_merge(app);
  add_show(app);
  add_fit(app);
  add_compare(app);
  add_emit(app);
  add_verify(app);
  add_layer(app);
  add_quantize(app);
  add_train(app);
  add_eval(app);
  add_report(app);
  add_completion(app);
  add_man(app);

  for (CLI::App* verb : app.get_subcommands({})) add_shared_options(*verb);
  add_shared_options(app);
  // Set last: verbs inherit the footer that the program has when they are added.
  app.footer("Examples:\n  rccm search --help\n  rccm man | man -l -");
}

bool is_quiet(const CLI::App& verb) {
  for (const CLI::App* app = &verb; app != nullptr; app = app->get_parent()) {
    const CLI::Option* option = app->get_option_no_throw(kQuiet);
    if (option != nullptr && option->count() > 0) return true;
  }
  return false;
}

void write_result(const std::string& path, std::string_view content) {
  if (path == "-") {
    std::cout << content;
  } else {
    write_file(path, content);
  }
}

int report_exception(const std::exception_ptr& exception, const CLI::App& app, std::string_view command_line,
                     std::ostream& out, std::ostream& err) {
  try {
    std::rethrow_exception(exception);
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return kDone;
  } catch (const CLI::CallForVersion& version) {
    out << version.what() << '\n';
    return kDone;
  } catch (const CLI::ParseError& error) {
    err << "rccm: " << explain(error, app) << '\n';
    return kWrongUse;
  } catch (const Error& error) {
    err << "rccm: " << error.what() << '\n';
    return static_cast<int>(error.kind());
  } catch (const std::exception& error) {
    err << "rccm: a fault of the program itself: " << error.what() << '\n';
  } catch (...) {
    err << "rccm: a fault of the program itself, of an unknown kind\n";
  }
  err << "Please report it with the version (" << kVersion << "), the input files and this command line:\n  "
      << command_line << '\n';
  return kOwnFault;
}

int run_program(int argc, const char* const* argv) {
  std::string command_line;
  for (int i = 0; i < argc; ++i) command_line += (i > 0 ? " " : "") + std::string(argv[i]);

  CLI::App app;
  int status = kDone;
  try {
    build_app(app);
    app.parse(argc, argv);
  } catch (...) {
    status = report_exception(std::current_exception(), app, command_line, std::cout, std::cerr);
  }
  // A full disk behind stdout shows only now; a script must not take half a result for the whole.
  if (!std::cout.flush() && status == kDone) {
    std::cerr << "rccm: stdout: writing failed: the result is incomplete\n";
    status = kUnusable;
  }
  return status;
}

}  // namespace rccm::cli
