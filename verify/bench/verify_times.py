#!/usr/bin/env python3
"""What `rccm verify` costs, beside its targets. Usage: verify/bench/verify_times.py [--build FOLDER]

The simulations are timed by rccm verify itself, without what it takes to build them; the last rows are whole runs from
the circuit to the verified folder, in both languages, all styles, with proofs. On a machine that does other work, only
processor time tells.
"""
import argparse
import re
import resource
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIMULATIONS = [  # name, circuit, input bits, check, language, target in seconds
    ('Verilator, 16-bit 3-Add', 'addnet:3-add', 16, 'verilator', 'verilog', 2),
    ('Verilator, 8-bit 4-Add', 'addnet:4-add', 8, 'verilator', 'verilog', 0.1),
    ('GHDL, 8-bit 3-Add', 'addnet:3-add', 8, 'ghdl', 'vhdl', 2),
    ('GHDL, 8-bit 4-Add', 'addnet:4-add', 8, 'ghdl', 'vhdl', 5),
]
WHOLE_TARGET = 60


def emit(program, circuit, bits, folder, *options):
    subprocess.run([program, 'emit', circuit, '--input-bits', str(bits), '-q', '-o', folder, *options], check=True)


def simulation(program, circuit, bits, check, language, work):
    """(vectors, seconds, processor seconds)"""
    folder = work / f'{check}-{bits}-{circuit[7:]}'
    emit(program, circuit, bits, folder, '--language', language)
    report = subprocess.run([program, 'verify', folder, '-q', '--only', check, '--jobs', '2'], check=True,
                            capture_output=True, text=True).stdout
    match = re.search(r'(\d+) vectors, all there are, in ([\d.]+) s, ([\d.]+) s of processor time', report)
    return int(match[1]), float(match[2]), float(match[3])


def whole(program, circuit, work):
    """(seconds, processor seconds)"""
    folder = work / circuit[7:]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    emit(program, circuit, 8, folder)
    subprocess.run([program, 'verify', folder, '-q', '--jobs', '2'], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begin, used


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=Path, default=ROOT / 'build')
    program = parser.parse_args().build.resolve() / 'rccm'
    print('| what | vectors | s | processor s | target s |\n|---|---:|---:|---:|---:|')
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for what, circuit, bits, check, language, target in SIMULATIONS:
            vectors, seconds, used = simulation(program, circuit, bits, check, language, work)
            print(f'| {what} | {vectors:,} | {seconds:.2f} | {used:.2f} | {target} |', flush=True)
        for circuit in ('addnet:2-add', 'addnet:3-add', 'addnet:4-add'):
            seconds, used = whole(program, circuit, work)
            print(f'| {circuit}, emitted and verified whole | | {seconds:.1f} | {used:.1f} | {WHOLE_TARGET} |', flush=True)


if __name__ == '__main__':
    main()
