#include "cli/app.hpp"

#include <sstream>

#include "support/error.hpp"
#include "unit/catch.hpp"

using rccm::Error;
using rccm::ErrorKind;
using rccm::cli::report_exception;

namespace {

struct Report {
  int status;
  std::string out;
  std::string err;
};

template <typename Exception>
Report report(const Exception& exception) {
  CLI::App app;
  rccm::cli::build_app(app);
  std::ostringstream out;
  std::ostringstream err;
  const int status = report_exception(std::make_exception_ptr(exception), app, "rccm search --top 3", out, err);
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("each kind of error has its exit status and is printed with its message alone") {
  const auto [kind, status] = GENERATE(table<ErrorKind, int>(
      {{ErrorKind::kVerification, 1}, {ErrorKind::kUsage, 2}, {ErrorKind::kInput, 3}, {ErrorKind::kMissingTool, 4}}));
  const Report result = report(Error(kind, "weights.npy: is empty: name another"));
  CHECK(result.status == status);
  CHECK(result.err == "rccm: weights.npy: is empty: name another\n");
  CHECK(result.out.empty());
}

TEST_CASE("any other exception is our own fault and asks for a report with the command line") {
  const Report result = report(std::out_of_range("vector::at"));
  CHECK(result.status == 5);
  CHECK_THAT(result.err, Catch::Contains("a fault of the program itself: vector::at"));
  CHECK_THAT(result.err, Catch::EndsWith("\n  rccm search --top 3\n"));
  CHECK(report(42).status == 5);
}

TEST_CASE("every verb explains itself: a sentence, --help, --quiet and examples that call it") {
  CLI::App app;
  rccm::cli::build_app(app);
  for (const CLI::App* verb : app.get_subcommands({})) {
    INFO(verb->get_name());
    CHECK_FALSE(verb->get_description().empty());
    CHECK(verb->get_option_no_throw("--help") != nullptr);
    CHECK(verb->get_option_no_throw("--quiet") != nullptr);
    CHECK_THAT(verb->get_footer(), Catch::StartsWith("Examples:\n"));
    CHECK_THAT(verb->get_footer(), Catch::Contains("rccm " + verb->get_name()));
    for (const CLI::Option* option : verb->get_options({})) {
      INFO(option->get_name());
      CHECK_FALSE(option->get_description().empty());
    }
  }
}

TEST_CASE("the option --quiet counts before and after the verb") {
  const auto [arguments, expected] =
      GENERATE(table<std::string, bool>({{"-q probe", true}, {"probe --quiet", true}, {"probe", false}}));
  CLI::App app;
  app.require_subcommand(1);
  app.add_flag_callback("-q,--quiet", [] {});
  CLI::App* verb = app.add_subcommand("probe");
  verb->add_flag_callback("-q,--quiet", [] {});
  bool quiet = !expected;
  verb->callback([&quiet, verb] { quiet = rccm::cli::is_quiet(*verb); });
  app.parse(arguments);
  CHECK(quiet == expected);
}
