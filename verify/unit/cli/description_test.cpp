#include "cli/description.hpp"

#include "cli/help.hpp"
#include "unit/catch.hpp"
#include "unit/cli/sample.hpp"

using rccm::cli::CommandDescription;
using rccm::cli::describe;
using rccm::cli::OptionDescription;
using rccm::test::Sample;

namespace {

const OptionDescription& find(const CommandDescription& verb, const std::string& name) {
  for (const OptionDescription& option : verb.options) {
    if (option.names.back() == name) return option;
  }
  throw std::out_of_range(name);
}

}  // namespace

TEST_CASE("the description of a verb holds each option with what its value can be") {
  const Sample sample;
  const CommandDescription verb = describe(sample.app).verbs.at(0);

  CHECK(find(verb, "--weights").heading() == "-w,--weights FILE[:TENSOR]");
  CHECK(find(verb, "--weights").takes_files);
  CHECK(find(verb, "--weights").required);
  CHECK(find(verb, "--weights").repeatable);
  CHECK(find(verb, "--metric").heading() == "--metric divergence|distortion");
  CHECK(find(verb, "--metric").choices == std::vector<std::string>{"divergence", "distortion"});
  CHECK_FALSE(find(verb, "--metric").takes_files);
  CHECK(find(verb, "--metric").default_value == "divergence");
  CHECK(find(verb, "--top").heading() == "--top N");
  CHECK(find(verb, "--top").choices.empty());
  CHECK_FALSE(find(verb, "--top").repeatable);
  CHECK(find(verb, "--json").heading() == "--json");
}

TEST_CASE("an argument can be a file or one of the known names") {
  const Sample sample;
  const OptionDescription argument = describe(sample.app).verbs.at(0).positionals.at(0);
  CHECK(argument.positional == "CIRCUIT");
  CHECK(argument.takes_files);
  CHECK(argument.choices == std::vector<std::string>{"addnet:2-add", "addnet:3-add", "booth:8x4"});
}

TEST_CASE("the choices of a translated option are what the user types") {
  CLI::App app;
  int value = 0;
  const std::map<std::string, int> translation{{"one", 1}, {"two", 2}};
  const CLI::Option* option = app.add_option("--number", value)->transform(CLI::CheckedTransformer(translation));
  CHECK(describe(*option).choices == std::vector<std::string>{"one", "two"});
}

TEST_CASE("what is hidden stays out of the description") {
  const Sample sample;
  const CommandDescription program = describe(sample.app);
  REQUIRE(program.verbs.size() == 1);
  CHECK_THROWS_AS(find(program.verbs[0], "--secret"), std::out_of_range);
}

TEST_CASE("options in an option group belong to their verb") {
  CLI::App app("", "rccm");
  int value = 0;
  app.add_option_group("Source")->add_option("--input", value);
  CHECK(find(describe(app), "--input").group == "Options");
}

TEST_CASE("examples lose their heading and the indentation they share") {
  const Sample sample;
  CHECK(describe(sample.app).verbs.at(0).examples == "rccm search -w a.csv --top 3\n  .dotted 'quoted'\n");
}

TEST_CASE("help names arguments, options by group, defaults and examples") {
  Sample sample;
  const std::string help = rccm::cli::help_text(describe(sample.app).verbs.at(0));
  for (const char* expected : {"Usage: search [options] [CIRCUIT]\n", "\nRanking:\n  --metric divergence|distortion",
                               "what to rank by (default: divergence)", "weights to fit (required) (repeatable)",
                               "\nExamples:\n  rccm search -w a.csv --top 3\n"}) {
    CHECK_THAT(help, Catch::Contains(expected));
  }
}

TEST_CASE("text is wrapped between words, and a word too long stands alone") {
  CHECK(rccm::cli::wrap("one two three", 7) == "one two\nthree");
  CHECK(rccm::cli::wrap("one twothreefour five", 7) == "one\ntwothreefour\nfive");
  CHECK(rccm::cli::wrap("", 7).empty());
}
