#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace rccm::test {

/// A command line with one of everything that documents and completions must present: the values verbs bind to.
struct Sample {
  CLI::App app{"work with samples", "rccm"};
  std::vector<std::string> weights;
  std::string metric = "divergence";
  std::string circuit;
  std::string output = "-";
  int top = 5;
  bool json = false;

  Sample() {
    app.set_help_flag("-h,--help");
    CLI::App* verb = app.add_subcommand("search", "rank 5% of [all]: the user's \"best\" \\ circuits");
    verb->add_option("CIRCUIT", circuit, "what to begin with")->type_name("FILE|{addnet:2-add,addnet:3-add,booth:8x4}");
    verb->add_option("-w,--weights", weights, "weights to fit")->type_name("FILE[:TENSOR]")->required();
    verb->add_option("--metric", metric, "what to rank by")
        ->check(CLI::IsMember({"divergence", "distortion"}))
        ->capture_default_str()
        ->group("Ranking");
    verb->add_option("--top", top, "how many")->type_name("N")->check(CLI::Range(1, 9))->group("Ranking");
    verb->add_option("-o,--output", output, "where to")->type_name("FILE");
    verb->add_flag("--json", json, "print JSON; λ is 'exact'");
    verb->add_option("--secret", output, "not for everyone")->group("");
    verb->footer("Examples:\n  rccm search -w a.csv --top 3\n    .dotted 'quoted'\n");
    app.add_subcommand("hidden", "not for everyone")->group("");
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
};

}  // namespace rccm::test
