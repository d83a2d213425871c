#pragma once

#include "mpi/job.hpp"

namespace rccm::mpi {

/// Rank 0: hands out the shards that are not in the checkpoints and stores what comes back, until all are there or one
/// has failed. Returns the exit status. A rank on its own does the shards itself.
[[nodiscard]] int lead(const Job& job, Checkpoints& checkpoints);

/// Every other rank: does shards until there are none.
void follow(const Job& job);

}  // namespace rccm::mpi
