#!/usr/bin/env python3
"""Prints what the shell and its units cost, from Yosys. Usage: verify/rtl/resources.py [NAME=VALUE...]

The layer is 3x3, 64 to 64 channels of 8x8 pixels, 4 lanes, 64 elements, unless parameters of layer_shell say otherwise.
LUTs are LUT1..LUT6 and LUT6_2 (the project's count); memory LUTs are those that hold distributed RAM and shift registers.
The last line is the longest path between registers of the flattened shell, in cells.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

VERILOG = Path(__file__).resolve().parents[2] / 'rtl' / 'verilog'
LAYER = {'IN_CHANNELS': 64, 'OUT_CHANNELS': 64, 'LANES': 4, 'ELEMENTS': 64, 'ACCUMULATOR_BITS': 21, 'STYLE': 2}
LUTS = {'LUT1', 'LUT2', 'LUT3', 'LUT4', 'LUT5', 'LUT6', 'LUT6_2'}
MEMORY_LUTS = {'SRL16E': 1, 'SRLC32E': 1, 'RAM32M': 4, 'RAM64M': 4, 'RAM32M16': 8, 'RAM64M8': 8, 'RAM64X1D': 2,
               'RAM128X1D': 4, 'RAM256X1D': 8}
COLUMNS = ('LUTs', 'memory LUTs', 'flip-flops', 'RAMB18', 'RAMB36')


def costs(module, modules):
    """The row of COLUMNS of a module with everything in it."""
    total = [0] * len(COLUMNS)
    for cell in modules[module]['cells'].values():
        kind = cell['type']
        if kind in LUTS:
            total[0] += 1
        elif kind in MEMORY_LUTS:
            total[1] += MEMORY_LUTS[kind]
        elif kind.startswith('FD'):
            total[2] += 1
        elif kind.startswith('RAMB18'):
            total[3] += 1
        elif kind.startswith('RAMB36'):
            total[4] += 1
        elif kind in modules and kind.startswith('$paramod'):
            total = [a + b for a, b in zip(total, costs(kind, modules))]
    return total


def main():
    layer = {**LAYER, **{name: int(value) for name, value in (word.split('=') for word in sys.argv[1:])}}
    sets = ' '.join(f'-set {name} {value}' for name, value in layer.items())
    with tempfile.TemporaryDirectory() as folder:
        netlist = Path(folder) / 'shell.json'
        commands = (f'read_verilog {VERILOG}/*.v; chparam {sets} layer_shell; synth_xilinx -top layer_shell -family xcup '
                    f'-noiopad -nodsp -noclkbuf -nowidelut; write_json {netlist}; flatten; opt_clean; '
                    f'tee -o {folder}/path.txt ltp -noff')
        subprocess.run(['yosys', '-q', '-p', commands], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=1800)
        modules = json.loads(netlist.read_text())['modules']
        path = (Path(folder) / 'path.txt').read_text()
    print('layer_shell with ' + ', '.join(f'{name} {value}' for name, value in layer.items()) + '\n')
    print('| unit | ' + ' | '.join(COLUMNS) + ' |\n|' + '---|' * (len(COLUMNS) + 1))
    for name, cell in sorted(modules['layer_shell']['cells'].items()):
        if cell['type'] in modules and cell['type'].startswith('$paramod'):
            unit = cell['type'].split('\\')[1 if cell['type'].startswith('$paramod\\') else -1]
            row = costs(cell['type'], modules)
            if any(row):
                print(f'| {unit} `{name}` | ' + ' | '.join(str(number) for number in row) + ' |')
    print('| **layer_shell** | ' + ' | '.join(f'**{number}**' for number in costs('layer_shell', modules)) + ' |')
    print('\n' + path.strip().splitlines()[0] if path.strip() else '')
    print('\n'.join(line for line in path.splitlines() if ':' in line)[:4000])


if __name__ == '__main__':
    sys.exit(main())
