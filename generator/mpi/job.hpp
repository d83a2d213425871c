#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rccm::mpi {

/// A search that is done in shards, as the command line describes it.
struct Job {
  std::vector<std::string> search;  ///< arguments of `rccm search`, without shard and output
  std::uint64_t shards = 256;
  std::filesystem::path folder;  ///< for finished shards
  std::string output = "-";      ///< for the result
};

/// What a shard came to: the text that `rccm search --shard` prints, or the exit status of a failure.
struct ShardOutcome {
  int status = 0;
  std::string text;
};

/// Runs `rccm search` for a shard, counted from 0, in this process.
[[nodiscard]] ShardOutcome run_shard(const Job& job, std::uint64_t shard);

/// The finished shards in a folder. A shard's file is there whole or not at all, so that a job that was killed goes on
/// where it was.
class Checkpoints {
 public:
  /// Makes the folder, or takes over one of the same job. Throws Error (kInput) if it is that of another one.
  explicit Checkpoints(const Job& job);

  [[nodiscard]] bool has(std::uint64_t shard) const { return has_[shard]; }
  [[nodiscard]] std::uint64_t count() const;
  void store(std::uint64_t shard, const std::string& text);

  /// Joins all shards into what the unsharded search prints.
  [[nodiscard]] std::string merged() const;

 private:
  [[nodiscard]] std::filesystem::path file(std::uint64_t shard) const;

  std::filesystem::path folder_;
  std::vector<bool> has_;
};

}  // namespace rccm::mpi
