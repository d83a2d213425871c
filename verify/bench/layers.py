#!/usr/bin/env python3
"""What a whole layer costs with one multiplier or another. Usage: verify/bench/layers.py [--build FOLDER] [--full]

The layer is a 3 x 3 convolution of 64 to 64 channels on 16 x 16 pixels, 8 bits signed; only the multiplier is changed.
Yosys maps to UltraScale+ without DSPs. An element is synthesised on its own and counted N times, the shell with the
elements left out: --full also synthesises a whole layer of 10 elements and prints the difference. LUTs are those used
as memory or shift registers, too. RCCM's ratios are printed beside what they should reach.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEMORY_LUTS = {'RAM32X1S': 1, 'RAM64X1S': 1, 'RAM128X1S': 2, 'RAM256X1S': 4, 'RAM32X1D': 2, 'RAM64X1D': 2,
               'RAM128X1D': 4, 'RAM256X1D': 8, 'RAM32M': 4, 'RAM64M': 4, 'RAM32M16': 8, 'RAM64M8': 8, 'SRL16E': 1,
               'SRLC16E': 1, 'SRLC32E': 1}
NATIVE = ROOT / 'examples' / 'circuits' / 'one-signless-cell.json'
CIRCUITS = [('plain 8x8', 'plain:8x8'), ('Booth 8x8', 'booth:8x8'), ('Booth 8x4', 'booth:8x4'),
            ('2-Add', 'addnet:2-add'), ('3-Add', 'addnet:3-add'), ('4-Add', 'addnet:4-add'),
            ('native, signless 4 bit', str(NATIVE))]
# What the issue of the layer asks for: (multiplier, baseline) -> the largest ratio.
TARGETS = {('2-Add', 'plain 8x8'): 0.40, ('3-Add', 'plain 8x8'): 0.50, ('4-Add', 'plain 8x8'): 0.65,
           ('native, signless 4 bit', 'plain 8x8'): 0.25, ('native, signless 4 bit', 'Booth 8x8'): 0.50,
           ('2-Add', 'Booth 8x8'): 0.80, ('native, signless 4 bit', 'Booth 8x4'): 0.82}


def run(command, **options):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if result.returncode != 0:
        sys.exit(f'{" ".join(map(str, command))}: {result.stderr.strip()[-800:]}')
    return result.stdout


class Bench:
    def __init__(self, rccm, work, lanes):
        self.rccm, self.work, self.lanes = rccm, Path(work), lanes
        self.elements_of = {}

    def generate(self, circuit, elements):
        """The folder of a layer and its plan."""
        name = f'layer_{len(list(self.work.iterdir()))}'
        folder = self.work / name
        description = {
            'schema': 'rccm.layer/1', 'name': name, 'input': [64, 16, 16], 'input_range': [-128, 127],
            'out_channels': max(64, elements), 'kernel': [3, 3], 'stride': [1, 1], 'padding': [1, 1, 1, 1], 'circuit': 'booth:8x4',
            'relu': True, 'shift': 16, 'range': [0, 127], 'lanes': self.lanes, 'elements': elements,
            'read_width': 2, 'requantiser': 'array', 'style': 'xcup', 'pipeline': 'cells', 'seed': 1}
        file = self.work / f'{name}.json'
        file.write_text(json.dumps(description))
        run([self.rccm, 'layer', file, '--circuit', circuit, '--language', 'verilog', '--quiet', '-o', folder])
        return folder, json.loads((folder / 'manifest.json').read_text())

    def synthesise(self, folder, manifest, top, without=None):
        """LUTs, registers and block RAMs of 18 kbit of one module."""
        sources = [path for path in manifest['tops'][0]['compile'] if not path.startswith('sim/')]
        if without:
            sources = [path for path in sources if not path.endswith(f'/{without}.v')]
        script = [f'read_verilog {folder / path}' for path in sources]
        if without:
            text = (folder / 'verilog' / f'{without}.v').read_text()
            ports = re.search(r'module .*?\);\n', text, re.S).group(0)
            stub = folder / 'stub.v'
            stub.write_text(f'(* blackbox *)\n{ports}endmodule\n')
            script.append(f'read_verilog {stub}')
        script += [f'synth_xilinx -family xcup -top {top} -flatten -noiopad -nodsp -noclkbuf -nowidelut', 'tee -q -o cells.txt stat']
        (folder / 'bench.ys').write_text('\n'.join(script) + '\n')
        run(['yosys', '-q', 'bench.ys'], cwd=folder)
        counts = {'luts': 0, 'registers': 0, 'block_rams': 0}
        for cell, count in re.findall(r'^\s+([A-Z]\w+)\s+(\d+)\s*$', (folder / 'cells.txt').read_text(), re.M):
            each = 1 if cell.startswith('LUT') else MEMORY_LUTS.get(cell, 0)
            counts['luts'] += each * int(count)
            counts['registers'] += int(count) if cell.startswith('FD') else 0
            counts['block_rams'] += {'RAMB18': 1, 'RAMB36': 2}.get(cell[:6], 0) * int(count)
        return counts

    def element(self, circuit):
        if circuit not in self.elements_of:
            folder, manifest = self.generate(circuit, 8)
            self.elements_of[circuit] = self.synthesise(folder, manifest, manifest['name'] + '_element')
        return self.elements_of[circuit]

    def shell(self, circuit, elements):
        folder, manifest = self.generate(circuit, elements)
        return self.synthesise(folder, manifest, manifest['name'], without=manifest['name'] + '_elements'), manifest


def print_elements(bench):
    print(f'Processing elements: multipliers, adder tree and accumulator of {bench.lanes} lanes')
    luts = {name: bench.element(circuit)['luts'] for name, circuit in CIRCUITS}
    baselines = ['plain 8x8', 'Booth 8x8', 'Booth 8x4']
    print(f'  {"multiplier":24}{"LUTs":>7}{"per MAC":>9}' + ''.join(f'{"/ " + name:>22}' for name in baselines))
    for name in luts:
        row = f'  {name:24}{luts[name]:7}{luts[name] / bench.lanes:9.1f}'
        for baseline in baselines:
            ratio = luts[name] / luts[baseline]
            target = TARGETS.get((name, baseline))
            row += f'{ratio:7.2f}' + (f' (at most {target:.2f})' if target else '').ljust(15)
        print(row.rstrip())
    return luts


def print_layers(bench, luts):
    print('\nWhole layer')
    print(f'  {"multiplier":24}{"N":>5}{"LUTs":>8}{"elements":>10}{"other":>8}{"share":>7}{"BRAM18":>8}{"of codes":>9}'
          f'{"/ plain 8x8":>12}{"/ Booth 8x8":>12}{"/ Booth 8x4":>12}')
    for count in (10, 64):
        totals = {}
        for name, circuit in CIRCUITS:
            shell, manifest = bench.shell(circuit, count)
            inner = count * luts[name]
            totals[name] = inner + shell['luts']
            row = (f'  {name:24}{count:5}{totals[name]:8}{inner:10}{shell["luts"]:8}{shell["luts"] / totals[name]:7.1%}'
                   f'{shell["block_rams"]:8}{manifest["estimate"]["code_block_rams"]:9}')
            for baseline in ('plain 8x8', 'Booth 8x8', 'Booth 8x4'):
                row += f'{totals[name] / totals[baseline]:12.2f}' if baseline in totals else ' ' * 12
            print(row, flush=True)


def print_growth(bench, luts, most):
    print('\nLUTs per multiply-accumulate of a whole layer as it grows')
    name, circuit = CIRCUITS[-1]
    points = []
    count = 8
    while count <= most:
        shell, _ = bench.shell(circuit, count)
        total = count * luts[name] + shell['luts']
        points.append((count, total))
        print(f'  N = {count:4}: {total:7} LUTs, {total / (count * bench.lanes):6.1f} per MAC', flush=True)
        count *= 2
    mean_n = sum(n for n, _ in points) / len(points)
    mean_l = sum(l for _, l in points) / len(points)
    slope = sum((n - mean_n) * (l - mean_l) for n, l in points) / sum((n - mean_n) ** 2 for n, _ in points)
    worst = max(abs(mean_l + slope * (n - mean_n) - l) / l for n, l in points)
    print(f'  line: {mean_l - slope * mean_n:.0f} + {slope:.1f} N LUTs, off by at most {worst:.1%}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=Path, default=ROOT / 'build', help='holds rccm')
    parser.add_argument('--lanes', type=int, default=16)
    parser.add_argument('--most', type=int, default=512, help='the most elements that are synthesised')
    parser.add_argument('--elements-only', action='store_true', help='leave the whole layers out')
    parser.add_argument('--full', action='store_true', help='also synthesise a whole layer at once')
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='rccm-layers-') as work:
        bench = Bench(arguments.build.resolve() / 'rccm', work, arguments.lanes)
        luts = print_elements(bench)
        if arguments.elements_only:
            return
        print_layers(bench, luts)
        print_growth(bench, luts, arguments.most)
        if arguments.full:
            name, circuit = CIRCUITS[-1]
            folder, manifest = bench.generate(circuit, 10)
            whole = bench.synthesise(folder, manifest, manifest['name'])['luts']
            shell, _ = bench.shell(circuit, 10)
            print(f'\nSynthesised at once, 10 elements: {whole} LUTs; in parts: {10 * luts[name] + shell["luts"]}')


if __name__ == '__main__':
    main()
