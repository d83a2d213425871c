#!/usr/bin/env python3
"""Tries emitted folders in the tools that will read them. Usage: verify/cosim/check_folders.py [--vectors N] FOLDER...

- Verilator and GHDL accept every source with their warnings on;
- Verilator and GHDL compute coefficient * x in every style, for all inputs and codes or N of them;
- Yosys needs the LUTs, carry blocks and flip-flops that the manifest promises, and nothing else (mapped styles).
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import testbench
from folder import Folder

PACKAGES = {'verilator': 'verilator', 'ghdl': 'ghdl', 'yosys': 'yosys'}
# GHDL 2.0.0 has no -Wall. Left out: --warn-port, as unconnected outputs are meant.
GHDL_WARNINGS = [f'--warn-{name}' for name in (
    'library', 'default-binding', 'binding', 'reserved', 'nested-comment', 'parenthesis', 'delayed-checks', 'body',
    'specs', 'runtime-error', 'shared', 'hide', 'unused', 'others', 'pure', 'static', 'error')]
problems = []


def run(command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600, **options)


def check(name, command, **options):
    """Runs a tool that must succeed and stay silent; returns its output."""
    result = run(command, **options)
    if result.returncode != 0 or result.stderr.strip():
        problems.append(f'{name}: {Path(command[0]).name} says:\n{result.stderr[-3000:] or result.stdout[-3000:]}')
    return result.stdout


def models(folders, language):
    """The simulation models of all folders, each once: they are the same wherever they occur."""
    unique = {}
    for folder in folders:
        for path in folder.files(language, 'simulation'):
            unique.setdefault(path.name, path)
    first = ['lookup.vhd', 'vcomponents.vhd']
    return sorted(unique.values(), key=lambda path: (path.name not in first, path.name))


def lint_verilog(folder):
    for top in folder.tops('verilog'):
        check(folder.name, ['verilator', '--lint-only', '-Wall', '--top-module', top['module'],
                            *(folder.path / path for path in top['compile'])])


def simulate_verilog(folders, vectors, work):
    (work / 'testbench.v').write_text(testbench.verilog(folders, vectors))
    sources = [path for folder in folders for path in folder.files('verilog', 'source')]
    check('Verilog testbench', ['verilator', '--binary', '-Wno-fatal', '-Wno-lint', '-Werror-UNOPTFLAT', '-j', '2',
                                # Compiling dominates: the vectors are few.
                                '-MAKEFLAGS', 'OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0',
                                '--top-module', 'testbench', '-Mdir', work / 'verilator', *models(folders, 'verilog'),
                                *sources, work / 'testbench.v'], cwd=work)
    program = work / 'verilator' / 'Vtestbench'
    if not program.exists():
        problems.append('Verilog testbench: was not built')
        return
    output = run([program], cwd=work).stdout
    if 'errors: 0\n' not in output:
        problems.append(f'Verilog simulation:\n{output[-3000:]}')


def analyse_vhdl(folders, work):
    files = models(folders, 'vhdl')
    flags = ['--std=08', f'--workdir={work}', f'-P{work}', *GHDL_WARNINGS]
    if files:
        check('VHDL models', ['ghdl', '-a', *flags, '--work=unisim', *files], cwd=work)
    for folder in folders:
        for path in folder.files('vhdl', 'source'):
            check(folder.name, ['ghdl', '-a', *flags, path], cwd=work)


def simulate_vhdl(folders, vectors, work):
    (work / 'testbench.vhd').write_text(testbench.vhdl(folders, vectors))
    flags = ['--std=08', f'--workdir={work}', f'-P{work}']
    check('VHDL testbench', ['ghdl', '-a', *flags, work / 'testbench.vhd'], cwd=work)
    result = run(['ghdl', '--elab-run', *flags, 'testbench', '--ieee-asserts=disable-at-0'], cwd=work)
    for folder in folders:
        if not re.search(rf'\b{folder.name} errors: 0$', result.stdout + result.stderr, flags=re.M):
            problems.append(f'VHDL simulation of {folder.name}:\n{(result.stdout + result.stderr)[-3000:]}')


def cells_after_synthesis(folder, top, work):
    listing = work / f'{top["module"]}.txt'
    check(folder.name, ['yosys', '-q', '-p', f'read_verilog {folder.path / top["file"]}; '
                        f'synth_xilinx -family {top["style"]} -top {top["module"]} -noiopad -nodsp -noclkbuf '
                        f'-nowidelut; tee -q -o {listing} stat'])
    # Yosys 0.23 writes "name count", later versions "count name".
    cells = {}
    for line in listing.read_text().splitlines():
        match = re.match(r'\s+(?:(?P<name>[A-Z]\w+)\s+(?P<count>\d+)|(?P<count2>\d+)\s+(?P<name2>[A-Z]\w+))$', line)
        if match:
            cells[match['name'] or match['name2']] = int(match['count'] or match['count2'])
    return cells


def count_cells(folder, work):
    for top in folder.tops('verilog'):
        style = folder.style(top['style'])
        if style['luts'] is None:
            continue
        cells = cells_after_synthesis(folder, top, work)
        luts = [name for name in cells if re.fullmatch(r'LUT\d(_2)?', name)]
        found = {'luts': sum(cells[name] for name in luts), 'carry_blocks': cells.get(style['carry_primitive'], 0),
                 'registers': cells.get('FDRE', 0)}
        print(f'{top["module"]}: {found["luts"]} LUTs, {found["carry_blocks"]} {style["carry_primitive"]}, '
              f'{found["registers"]} flip-flops')
        for key, value in found.items():
            if value != style[key]:
                problems.append(f'{top["module"]}: Yosys finds {value} {key}, the manifest says {style[key]}')
        other = set(cells) - set(luts) - {style['carry_primitive'], 'FDRE'}
        if other:
            problems.append(f'{top["module"]}: Yosys adds {", ".join(sorted(other))}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('folders', nargs='+', metavar='FOLDER')
    parser.add_argument('--vectors', type=int, default=4096, metavar='N')
    arguments = parser.parse_args()
    missing = [package for tool, package in PACKAGES.items() if not shutil.which(tool)]
    if missing:
        print(f'missing: install {", ".join(missing)}', file=sys.stderr)
        return 4
    folders = [Folder(Path(path).resolve()) for path in arguments.folders]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        vectors = []
        for i, folder in enumerate(folders):
            path = work / f'vectors{i}.hex'
            vectors.append((path, folder.write_vectors(path, arguments.vectors)))
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            list(pool.map(lint_verilog, folders))
            list(pool.map(lambda folder: count_cells(folder, work), folders))
        analyse_vhdl(folders, work)
        if not problems:
            simulate_vhdl(folders, vectors, work)
            simulate_verilog(folders, vectors, work)
        print(f'{len(folders)} folders, {sum(count for _, count in vectors)} vectors')
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
