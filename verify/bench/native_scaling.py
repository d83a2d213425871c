#!/usr/bin/env python3
"""How the cost of searching the native space grows with cells, shifts, chains and ranks.

    verify/bench/native_scaling.py build

Prints a Markdown table. Every search is small (4 stored bits, Gaussian weights) and runs on one thread, so that
processor time is the figure to compare; ranks are measured where rccm_mpi_search is built (cmake -DRCCM_MPI=ON) and
each of their results is compared with that of rccm search. Times are processor time of all processes.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

BASE = ["--space", "native", "--dist", "gaussian", "--pareto"]
ONE_CELL = ["--cells", "1", "--stored-bits", "3"]
TWO_CELLS = ["--cells", "2", "--stored-bits", "4", "--max-shift", "4", "--chains", "40", "--steps", "20000"]


def timed(command, **options):
    """Output, wall seconds and processor seconds of a command with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(what, circuits, wall, processor):
    rate = circuits / processor / 1000
    print(f"| {what} | {circuits:,} | {wall:.1f} | {processor:.1f} | {rate:.0f} |", flush=True)


def search(build, what, options):
    command = [str(build / "rccm"), "search", "--json", "--quiet", "--threads", "1"] + BASE + options
    output, wall, processor = timed(command)
    row(what, json.loads(output)["stats"]["configurations"], wall, processor)
    return output


def ranks(build, count, options, expected):
    # A container runs everything as root, on fewer processors than there are ranks.
    environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    environment["OMPI_MCA_rmaps_base_oversubscribe"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        command = ["mpirun", "-n", str(count), str(build / "rccm_mpi_search"), "--checkpoints", folder, "--shards", "20"]
        output, wall, processor = timed(command + BASE + options, env=environment)
    if output != expected:
        sys.exit(f"{count} ranks give another result than rccm search")
    row(f"2 cells, 40 chains, {count} ranks", json.loads(output)["stats"]["configurations"], wall, processor)


def replaced(options, name, value):
    changed = list(options)
    changed[changed.index(name) + 1] = str(value)
    return changed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path, help="folder of the build")
    build = parser.parse_args().build.resolve()

    print("| search | circuits | s | processor s | thousand circuits a processor second |\n|---|---:|---:|---:|---:|")
    for shift in (1, 2, 3, 4):
        search(build, f"1 cell, shifts up to {shift}", ONE_CELL + ["--max-shift", str(shift)])
    for shift in (2, 4, 6):
        search(build, f"2 cells, shifts up to {shift}, 40 chains", replaced(TWO_CELLS, "--max-shift", shift))
    search(build, "3 cells, shifts up to 4, 40 chains", replaced(TWO_CELLS, "--cells", 3))
    for chains in (80, 160):
        search(build, f"2 cells, shifts up to 4, {chains} chains", replaced(TWO_CELLS, "--chains", chains))
    if not (build / "rccm_mpi_search").exists() or shutil.which("mpirun") is None:
        return
    expected = search(build, "2 cells, 40 chains, rccm search", TWO_CELLS)
    for count in (1, 2, 3, 4):
        ranks(build, count, TWO_CELLS, expected)


if __name__ == "__main__":
    main()
