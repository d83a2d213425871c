#include "cli/man.hpp"

#include "cli/app.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/cli/sample.hpp"

using rccm::cli::describe;
using rccm::cli::man_page;
using rccm::test::is_installed;
using rccm::test::run_shell;
using rccm::test::Sample;
using rccm::test::ScratchFolder;

TEST_CASE("the manual page holds every verb, option and exit status") {
  CLI::App app;
  rccm::cli::build_app(app);
  const auto program = describe(app);
  const std::string page = man_page(program, "1.2.3");
  CHECK_THAT(page, Catch::Contains(".TH RCCM 1 \"\" \"rccm 1.2.3\""));
  for (const auto& verb : program.verbs) {
    CHECK_THAT(page, Catch::Contains(".SS \"rccm " + verb.name));
    for (const auto& option : verb.options) {
      CHECK_THAT(page, Catch::Contains(CLI::detail::find_and_replace(option.names.back(), "-", "\\-")));
    }
  }
  for (const char* status : {".B 0\n", ".B 1\n", ".B 2\n", ".B 3\n", ".B 4\n", ".B 5\n"}) {
    CHECK_THAT(page, Catch::Contains(status));
  }
}

TEST_CASE("text in the manual page is never taken for markup") {
  Sample sample;
  const std::string page = man_page(describe(sample.app), "1");
  CHECK_THAT(page, Catch::Contains("the user\\(aqs \"best\" \\e circuits."));
  CHECK_THAT(page, Catch::Contains("\\[u03BB] is"));
  CHECK_THAT(page, Catch::Contains("\n  .dotted \\(aqquoted\\(aq\n"));
}

TEST_CASE("groff sets the manual page without a warning") {
  if (!is_installed("groff")) {
    WARN("groff is not installed: the manual page was not checked");
    return;
  }
  const ScratchFolder folder;
  Sample sample;
  CLI::App app;
  rccm::cli::build_app(app);
  for (const std::string& page : {man_page(describe(sample.app), "1"), man_page(describe(app), "1")}) {
    const auto result = run_shell("groff -man -ww -Tutf8 -z " + folder.write("rccm.1", page) + " 2>&1");
    CHECK(result.output.empty());
    CHECK(result.status == 0);
  }
  const auto shown =
      run_shell("groff -man -Tutf8 -P-cbou " + folder.write("rccm.1", man_page(describe(sample.app), "1")));
  CHECK_THAT(shown.output, Catch::Contains("rccm search -w a.csv --top 3"));
  CHECK_THAT(shown.output, Catch::Contains("λ is 'exact'."));
}
