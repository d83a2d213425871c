#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/app.hpp"
#include "cli/verbs.hpp"
#include "search/shards.hpp"
#include "support/files.hpp"

namespace rccm::cli {

void add_merge(CLI::App& app) {
  struct MergeOptions {
    std::vector<std::string> files;
    std::string output = "-";
  };
  auto options = std::make_shared<MergeOptions>();
  CLI::App* verb = app.add_subcommand("merge", "join the shards of a search into the result of the whole");
  verb->add_option("files", options->files, "what rccm search --shard wrote, all shards in any order")
      ->type_name("FILE")
      ->required();
  verb->add_option("-o,--output", options->output, "file for rccm.circuits/1, - for standard output")
      ->type_name("FILE")
      ->capture_default_str();
  verb->footer(
      "Examples:\n"
      "  rccm search --dist gaussian --adders 3 --shard 1/2 -o part1.json\n"
      "  rccm search --dist gaussian --adders 3 --shard 2/2 -o part2.json\n"
      "  rccm merge part1.json part2.json -o whole.json");
  verb->callback([options] {
    std::vector<std::pair<std::string, std::string>> texts;
    for (const std::string& file : options->files) texts.emplace_back(file, read_file(file));
    write_result(options->output, rccm::to_text(merge_shards(texts)));
  });
}

}  // namespace rccm::cli
