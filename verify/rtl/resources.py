#!/usr/bin/env python3
"""Prints what the shell and its units cost, from Yosys. Usage: verify/rtl/resources.py [NAME=VALUE...]

The layer is 3x3, 64 to 64 channels of 8x8 pixels, 4 lanes, 64 elements, unless parameters of layer_shell say otherwise.
LUTs are LUT1..LUT6 and LUT6_2 (the project's count); memory LUTs hold distributed RAM and shift registers.
The last line is the deepest path between registers of the shell synthesised flat, as vendors' tools do: a LUT counts one,
and so does a carry chain.
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


def deepest_path(module):
    """LUTs and chains on the deepest path between registers, and how many of these are chains."""
    cells = {name: cell for name, cell in module['cells'].items()
             if cell['type'] in LUTS or cell['type'].startswith('CARRY') or cell['type'] == 'INV'}
    driver = {}
    for name, cell in cells.items():
        for port, bits in cell['connections'].items():
            if cell['port_directions'][port] == 'output':
                driver.update((bit, (name, port)) for bit in bits)
    known = {}

    def path_to(name):
        if name in known:
            return known[name]
        known[name] = (0, 0)  # loops through a carry block's independent bits
        cell = cells[name]
        best = (0, 0)
        for port, bits in cell['connections'].items():
            if cell['port_directions'][port] == 'input':
                for bit in bits:
                    if bit in driver:
                        best = max(best, path_to(driver[bit][0]))
        carry_in = cell['connections'].get('CI', ['0'])[0]
        chained = cell['type'].startswith('CARRY') and carry_in in driver and driver[carry_in][1] == 'CO'
        step = 0 if chained or cell['type'] == 'INV' else 1
        known[name] = (best[0] + step, best[1] + (step if cell['type'].startswith('CARRY') else 0))
        return known[name]

    sys.setrecursionlimit(100000)
    return max(path_to(name) for name in cells)


def main():
    layer = {**LAYER, **{name: int(value) for name, value in (word.split('=') for word in sys.argv[1:])}}
    sets = ' '.join(f'-set {name} {value}' for name, value in layer.items())
    with tempfile.TemporaryDirectory() as folder:
        netlist, flat = Path(folder) / 'shell.json', Path(folder) / 'flat.json'
        for options, file in (('', netlist), ('-flatten', flat)):
            commands = (f'read_verilog {VERILOG}/*.v; chparam {sets} layer_shell; synth_xilinx -top layer_shell '
                        f'-family xcup -noiopad -nodsp -noclkbuf -nowidelut {options}; opt_clean; write_json {file}')
            subprocess.run(['yosys', '-q', '-p', commands], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, timeout=1800)
        modules = json.loads(netlist.read_text())['modules']
        depth, chains = deepest_path(json.loads(flat.read_text())['modules']['layer_shell'])
    print('layer_shell with ' + ', '.join(f'{name} {value}' for name, value in layer.items()) + '\n')
    print('| unit | ' + ' | '.join(COLUMNS) + ' |\n|' + '---|' * (len(COLUMNS) + 1))
    for name, cell in sorted(modules['layer_shell']['cells'].items()):
        if cell['type'] in modules and cell['type'].startswith('$paramod'):
            unit = cell['type'].split('\\')[1]
            row = costs(cell['type'], modules)
            if any(row):
                print(f'| {unit} `{name}` | ' + ' | '.join(str(number) for number in row) + ' |')
    print('| **layer_shell** | ' + ' | '.join(f'**{number}**' for number in costs('layer_shell', modules)) + ' |')
    print(f'\ndeepest path: {depth - chains} LUTs and {chains} carry chain')


if __name__ == '__main__':
    sys.exit(main())
