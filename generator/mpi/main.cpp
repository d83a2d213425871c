// rccm_mpi_search: rccm search on the ranks of an MPI job, with checkpoints.

#include <mpi.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/app.hpp"
#include "cli/exit_status.hpp"
#include "mpi/job.hpp"
#include "mpi/ranks.hpp"
#include "support/error.hpp"

namespace {

using rccm::mpi::Job;

void describe(CLI::App& app, Job& job, std::string& folder) {
  app.name("rccm_mpi_search");
  app.description("rccm search on the ranks of an MPI job: the same result, to the byte, and it can be resumed");
  app.add_option("--checkpoints", folder, "folder for finished shards: a job that was killed goes on from there")
      ->type_name("FOLDER")
      ->required();
  app.add_option("--shards", job.shards, "parts that are handed out one by one; small ones balance slow ranks")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  app.add_option("-o,--output", job.output, "write rccm.circuits/1 to this file, - for standard output")
      ->type_name("FILE")
      ->capture_default_str();
  app.allow_extras();
  app.footer(
      "All other options are those of rccm search; each rank uses one thread unless --threads is given.\n\n"
      "Examples:\n"
      "  mpirun rccm_mpi_search --checkpoints front --space native --dist gaussian --pareto -o front.json");
}

int run(int rank, const Job& job) {
  if (rank != 0) {
    rccm::mpi::follow(job);
    return rccm::cli::kDone;
  }
  rccm::mpi::Checkpoints checkpoints(job);
  const int status = rccm::mpi::lead(job, checkpoints);
  if (status == rccm::cli::kDone) rccm::cli::write_result(job.output, checkpoints.merged());
  return status;
}

// Only the first rank tells, or each message would come as often as there are ranks.
int parse_and_run(int rank, int argc, char** argv) {
  CLI::App app;
  Job job;
  std::string folder;
  try {
    describe(app, job, folder);
    app.parse(argc, argv);
    job.folder = folder;
    job.search = app.remaining();
    if (std::find(job.search.begin(), job.search.end(), "--threads") == job.search.end()) {
      job.search.insert(job.search.end(), {"--threads", "1"});
    }
  } catch (const CLI::ParseError& error) {
    if (rank != 0) return rccm::cli::kDone;
    const int status = app.exit(error);
    return status == 0 ? rccm::cli::kDone : rccm::cli::kWrongUse;
  }
  return run(rank, job);
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  int status = rccm::cli::kOwnFault;
  try {
    status = parse_and_run(rank, argc, argv);
  } catch (const rccm::Error& error) {
    std::cerr << "rccm_mpi_search: " << error.what() << '\n';
    status = static_cast<int>(error.kind());
  } catch (const std::exception& error) {
    std::cerr << "rccm_mpi_search: a fault of the program itself: " << error.what() << '\n';
  }
  // The other ranks may be waiting for this one.
  if (status != rccm::cli::kDone) MPI_Abort(MPI_COMM_WORLD, status);
  MPI_Finalize();
  return status;
}
