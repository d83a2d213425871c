#include "mpi/job.hpp"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <utility>

#include "cli/program.hpp"
#include "cli/version.hpp"
#include "search/shards.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::mpi {
namespace {

// What makes two jobs the same: shards of one fit those of the other.
std::string description(const Job& job) {
  std::string text = std::string("rccm ") + cli::kVersion + "\n" + std::to_string(job.shards) + " shards\n";
  for (const std::string& argument : job.search) text += argument + "\n";
  return text;
}

// What is written to stdout meanwhile.
class Captured {
 public:
  Captured() : before_(std::cout.rdbuf(text_.rdbuf())) {}
  ~Captured() { std::cout.rdbuf(before_); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  [[nodiscard]] std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::streambuf* before_;
};

}  // namespace

ShardOutcome run_shard(const Job& job, std::uint64_t shard) {
  std::vector<std::string> arguments{"rccm", "search"};
  arguments.insert(arguments.end(), job.search.begin(), job.search.end());
  arguments.insert(arguments.end(), {"--json", "--quiet"});
  // A single shard is the search itself.
  if (job.shards > 1) {
    arguments.emplace_back("--shard");
    arguments.push_back(std::to_string(shard + 1) + "/" + std::to_string(job.shards));
  }
  std::vector<const char*> pointers;
  pointers.reserve(arguments.size());
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  const Captured output;
  const int status = cli::run_program(static_cast<int>(pointers.size()), pointers.data());
  return {status, output.text()};
}

Checkpoints::Checkpoints(const Job& job) : folder_(job.folder), has_(job.shards) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw input_error(folder_.string() + ": cannot be made: " + error.message());
  const std::filesystem::path job_file = folder_ / "job.txt";
  if (!std::filesystem::exists(job_file)) {
    write_file(job_file, description(job));
  } else if (read_file(job_file) != description(job)) {
    throw input_error(job_file.string() + ": the folder holds shards of another search: give another folder, or the " +
                      "search and the number of shards that are named there");
  }
  for (std::uint64_t shard = 0; shard < job.shards; ++shard) has_[shard] = std::filesystem::exists(file(shard));
}

std::filesystem::path Checkpoints::file(std::uint64_t shard) const {
  return folder_ / ("shard-" + std::to_string(shard + 1) + ".json");
}

std::uint64_t Checkpoints::count() const {
  return static_cast<std::uint64_t>(std::count(has_.begin(), has_.end(), true));
}

void Checkpoints::store(std::uint64_t shard, const std::string& text) {
  write_file(file(shard), text);
  has_[shard] = true;
}

std::string Checkpoints::merged() const {
  if (has_.size() == 1) return read_file(file(0));
  std::vector<std::pair<std::string, std::string>> texts;
  for (std::uint64_t shard = 0; shard < has_.size(); ++shard) {
    texts.emplace_back(file(shard).string(), read_file(file(shard)));
  }
  return to_text(merge_shards(texts));
}

}  // namespace rccm::mpi
