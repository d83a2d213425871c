#include "mpi/ranks.hpp"

#include <mpi.h>

#include <array>
#include <chrono>
#include <iostream>
#include <thread>

#include "mpi/queue.hpp"

namespace rccm::mpi {
namespace {

// A follower sends {shard, status, bytes of text}, then the text; the first time about no shard. The leader answers
// with a shard or kNone.
constexpr int kReport = 1;
constexpr int kText = 2;
constexpr int kOrder = 3;
constexpr std::int64_t kNone = -1;
using Report = std::array<std::int64_t, 3>;

// MPI_Recv keeps a processor busy while it waits; shards take seconds.
MPI_Status wait_for(int source, int tag) {
  MPI_Status status;
  for (int there = 0;;) {
    MPI_Iprobe(source, tag, MPI_COMM_WORLD, &there, &status);
    if (there != 0) return status;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

template <std::size_t N>
std::array<std::int64_t, N> receive(int source, int tag) {
  std::array<std::int64_t, N> values{};
  MPI_Recv(values.data(), static_cast<int>(N), MPI_INT64_T, source, tag, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return values;
}

std::string receive_text(int source, std::int64_t bytes) {
  std::string text(static_cast<std::size_t>(bytes), '\0');
  MPI_Recv(text.data(), static_cast<int>(bytes), MPI_CHAR, source, kText, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return text;
}

void send_order(int rank, std::int64_t shard) {
  MPI_Send(&shard, 1, MPI_INT64_T, rank, kOrder, MPI_COMM_WORLD);
}

std::vector<std::uint64_t> open_shards(const Job& job, const Checkpoints& checkpoints) {
  std::vector<std::uint64_t> open;
  for (std::uint64_t shard = 0; shard < job.shards; ++shard) {
    if (!checkpoints.has(shard)) open.push_back(shard);
  }
  return open;
}

int do_all(const Job& job, Checkpoints& checkpoints) {
  for (const std::uint64_t shard : open_shards(job, checkpoints)) {
    const ShardOutcome outcome = run_shard(job, shard);
    if (outcome.status != 0) return outcome.status;
    checkpoints.store(shard, outcome.text);
  }
  return 0;
}

}  // namespace

int lead(const Job& job, Checkpoints& checkpoints) {
  int ranks = 0;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (ranks == 1) return do_all(job, checkpoints);
  ShardQueue queue(open_shards(job, checkpoints));
  int failure = 0;
  for (int followers = ranks - 1; followers > 0;) {
    const int rank = wait_for(MPI_ANY_SOURCE, kReport).MPI_SOURCE;
    const auto [shard, status, bytes] = receive<3>(rank, kReport);
    if (shard != kNone) {
      const std::string text = receive_text(rank, bytes);
      if (status != 0) {
        failure = static_cast<int>(status);
      } else if (queue.finish(static_cast<std::uint64_t>(shard))) {
        checkpoints.store(static_cast<std::uint64_t>(shard), text);
      }
    }
    // After a failure the shards that are being done are still stored.
    const auto next = failure == 0 ? queue.next() : std::nullopt;
    send_order(rank, next ? static_cast<std::int64_t>(*next) : kNone);
    if (!next) --followers;
  }
  return failure;
}

void follow(const Job& job) {
  Report report{kNone, 0, 0};
  std::string text;
  while (true) {
    MPI_Send(report.data(), static_cast<int>(report.size()), MPI_INT64_T, 0, kReport, MPI_COMM_WORLD);
    if (report[0] != kNone) {
      MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, 0, kText, MPI_COMM_WORLD);
    }
    wait_for(0, kOrder);
    const std::int64_t shard = receive<1>(0, kOrder)[0];
    if (shard == kNone) return;
    ShardOutcome outcome = run_shard(job, static_cast<std::uint64_t>(shard));
    text = std::move(outcome.text);
    report = {shard, outcome.status, static_cast<std::int64_t>(text.size())};
  }
}

}  // namespace rccm::mpi
