#include "cli/completion.hpp"

#include <algorithm>
#include <sstream>

#include "cli/app.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"
#include "unit/cli/sample.hpp"

using rccm::cli::CommandDescription;
using rccm::cli::describe;
using rccm::test::is_installed;
using rccm::test::run_shell;
using rccm::test::Sample;
using rccm::test::ScratchFolder;

namespace {

/// Asks the sample's completion function in a real bash. `words` are the words as bash splits them, quoted for the
/// shell; the last one is completed. The folder of the files is the current one. The replies come sorted.
std::vector<std::string> complete(const ScratchFolder& folder, const std::string& words) {
  const Sample sample;
  const std::string script = folder.write("rccm.completion", rccm::cli::bash_completion(describe(sample.app)));
  const std::string ask = folder.write(
      "ask", "cd \"$(dirname \"$0\")/files\" && source ../rccm.completion && COMP_WORDS=(" + words +
                 ") && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && _rccm && printf '%s\\n' \"${COMPREPLY[@]}\"");
  std::filesystem::create_directories(folder.path() / "files");
  std::ofstream(folder.path() / "files" / "weights one.csv") << "1";
  std::ofstream(folder.path() / "files" / "weights.npy") << "1";
  std::istringstream lines(run_shell("bash --norc '" + ask + "' 2>&1").output);
  std::vector<std::string> replies;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) replies.push_back(line);
  }
  std::sort(replies.begin(), replies.end());
  return replies;
}

using Replies = std::vector<std::string>;

}  // namespace

TEST_CASE("both completion scripts hold every verb and every option") {
  CLI::App app;
  rccm::cli::build_app(app);
  const CommandDescription program = describe(app);
  const std::string bash = rccm::cli::bash_completion(program);
  const std::string zsh = rccm::cli::zsh_completion(program);
  REQUIRE(program.verbs.size() >= 2);
  for (const CommandDescription& verb : program.verbs) {
    INFO(verb.name);
    CHECK_THAT(bash, Catch::Contains("        " + verb.name + ":-*) choices="));
    CHECK_THAT(zsh, Catch::Contains("        " + verb.name + ")\n"));
    for (const auto& option : verb.options) {
      for (const std::string& name : option.names) {
        CHECK_THAT(bash, Catch::Contains(name));
        CHECK_THAT(zsh, Catch::Contains(name));
      }
    }
  }
}

TEST_CASE("bash completes verbs, options, known values and files") {
  const ScratchFolder folder;
  CHECK(complete(folder, "rccm ''") == Replies{"search"});
  CHECK(complete(folder, "rccm sea") == Replies{"search"});
  CHECK(complete(folder, "rccm x").empty());
  CHECK(complete(folder, "rccm --h") == Replies{"--help"});
  CHECK(complete(folder, "rccm search --m") == Replies{"--metric"});
  CHECK(complete(folder, "rccm search -") ==
        Replies{"--help", "--json", "--metric", "--output", "--top", "--weights", "-h", "-o", "-w"});
  CHECK(complete(folder, "rccm search --metric ''") == Replies{"distortion", "divergence"});
  CHECK(complete(folder, "rccm search --metric di") == Replies{"distortion", "divergence"});
  CHECK(complete(folder, "rccm search --json --metric dis") == Replies{"distortion"});
  CHECK(complete(folder, "rccm search --top ''").empty());
  CHECK(complete(folder, "rccm search -w ''") == Replies{"weights one.csv", "weights.npy"});
  CHECK(complete(folder, "rccm search --weights 'weights.'") == Replies{"weights.npy"});
  CHECK(complete(folder, "rccm search --top 3 w") == Replies{"weights one.csv", "weights.npy"});
}

TEST_CASE("bash completes values behind an equals sign, where readline splits the word") {
  const ScratchFolder folder;
  CHECK(complete(folder, "rccm search --metric =") == Replies{"distortion", "divergence"});
  CHECK(complete(folder, "rccm search --metric = dis") == Replies{"distortion"});
}

TEST_CASE("bash completes names that hold a colon, where readline splits the word") {
  const ScratchFolder folder;
  CHECK(complete(folder, "rccm search add") == Replies{"addnet:2-add", "addnet:3-add"});
  CHECK(complete(folder, "rccm search addnet :") == Replies{"2-add", "3-add"});
  CHECK(complete(folder, "rccm search addnet : 3") == Replies{"3-add"});
}

TEST_CASE("the shells accept the completion scripts") {
  const ScratchFolder folder;
  const Sample sample;
  const std::string bash = folder.write("script.bash", rccm::cli::bash_completion(describe(sample.app)));
  CHECK(run_shell("bash -n " + bash + " 2>&1").status == 0);
  if (is_installed("zsh")) {
    const std::string zsh = folder.write("_rccm", rccm::cli::zsh_completion(describe(sample.app)));
    const rccm::test::ProcessResult result = run_shell("zsh -f -n " + zsh + " 2>&1");
    CHECK(result.output.empty());
    CHECK(result.status == 0);
  } else {
    WARN("zsh is not installed: its completion script was not checked");
  }
}
