#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace rccm::mpi {

/// Which shard an idle rank does next: first those that nobody has, in order; then those that a slower rank has not
/// finished yet, as both come to the same result and the first counts.
class ShardQueue {
 public:
  /// The shards that are to be done.
  explicit ShardQueue(std::vector<std::uint64_t> open) : open_(std::move(open)) {}

  /// Nothing if every shard is done or with enough ranks.
  [[nodiscard]] std::optional<std::uint64_t> next() {
    if (given_ < open_.size()) {
      with_[open_[given_]] = 1;
      return open_[given_++];
    }
    constexpr int kMostRanks = 2;
    for (auto& [shard, ranks] : with_) {
      if (ranks == kMostRanks) continue;
      ++ranks;
      return shard;
    }
    return std::nullopt;
  }

  /// False if the shard was done before.
  bool finish(std::uint64_t shard) { return with_.erase(shard) > 0; }

  [[nodiscard]] bool is_done() const { return given_ == open_.size() && with_.empty(); }

 private:
  std::vector<std::uint64_t> open_;
  std::size_t given_ = 0;
  std::map<std::uint64_t, int> with_;  // unfinished shards: how many ranks have them
};

}  // namespace rccm::mpi
