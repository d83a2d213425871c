#!/usr/bin/env python3
"""How far the estimates of layers are from synthesis. Usage: verify/bench/estimates.py [--build FOLDER]

A dozen layers that differ in shape, multiplier, adders, requantiser, folds and fabric are generated and synthesised with
Yosys, as `rccm verify` does it. LUTs and registers should be within 5 %, block RAMs exact. Takes some ten minutes.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIGNLESS = json.loads((ROOT / 'examples' / 'circuits' / 'one-signless-cell.json').read_text())
SHIFTING = json.loads((ROOT / 'examples' / 'training' / 'circuits' / '4bit-9luts.json').read_text())
MOST = 0.05


def layer(title, circuit, shape, out_channels, kernel, lanes, elements, **changes):
    """A layer that keeps its size where the kernel allows; `changes` are keys of its description."""
    return title, {
        'schema': 'rccm.layer/1', 'name': 'estimated', 'input': shape, 'input_range': [0, 255],
        'out_channels': out_channels, 'kernel': [kernel] * 2, 'stride': [1, 1], 'padding': [kernel // 2] * 4,
        'circuit': circuit, 'relu': True, 'shift': 16, 'range': [0, 255], 'lanes': lanes, 'elements': elements,
        'read_width': 2, 'requantiser': 'array', 'style': 'xcup', 'seed': 1, **changes}


LAYERS = [
    layer('signless cell', SIGNLESS, [16, 32, 32], 16, 3, 8, 8),
    layer('signless cell, ternary', SIGNLESS, [32, 16, 16], 32, 3, 16, 8, adders='ternary'),
    layer('the sum shifts', SHIFTING, [32, 16, 16], 32, 3, 8, 16),
    layer('the sum shifts, 7 series', SHIFTING, [16, 16, 16], 24, 3, 5, 6, style='xc7', input_range=[-128, 127]),
    layer('2-Add', 'addnet:2-add', [64, 8, 8], 64, 3, 8, 8, stride=[2, 2]),
    layer('2-Add, chain', 'addnet:2-add', [16, 16, 16], 16, 3, 4, 8, adders='chain', requantiser='serial'),
    layer('3-Add, 7 series', 'addnet:3-add', [24, 12, 12], 20, 5, 6, 10, style='xc7'),
    layer('4-Add', 'addnet:4-add', [16, 14, 14], 16, 1, 8, 8, requantiser='serial', factor_bits=8),
    layer('Booth 8x4', 'booth:8x4', [32, 16, 16], 32, 3, 16, 8),
    layer('Booth 8x8, ternary', 'booth:8x8', [16, 16, 16], 16, 3, 8, 4, adders='ternary', range=[-128, 127], relu=False),
    layer('Booth 8x4, fully connected', 'booth:8x4', [256, 1, 1], 120, 1, 16, 12, input_range=[-128, 127]),
    layer('Booth 8x2, requantised in DSPs', 'booth:8x2', [48, 10, 10], 40, 3, 12, 8, requantiser='dsp'),
]


def run(command):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if result.returncode not in (0, 1):
        sys.exit(f'{" ".join(map(str, command))}: {result.stderr.strip()}')
    return result.stdout


def measure(rccm, description, folder):
    """(estimated, synthesised) of LUTs, registers and block RAMs."""
    folder.mkdir()
    file = folder / 'layer.json'
    file.write_text(json.dumps(description))
    run([rccm, 'layer', file, '-o', folder / 'layer', '--language', 'verilog', '--quiet'])
    estimate = json.loads((folder / 'layer' / 'manifest.json').read_text())['estimate']
    verified = json.loads(run([rccm, 'verify', folder / 'layer', '--only', 'yosys', '--quiet', '--json']))
    found = next(check for check in verified['folders'][0]['checks'] if 'luts' in check)
    return [(estimate[key], found[key]) for key in ('luts', 'registers', 'block_rams')]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=Path, default=ROOT / 'build', help='holds rccm')
    rccm = parser.parse_args().build.resolve() / 'rccm'
    worst, wrong_rams = [0, 0], 0
    print('| layer | LUTs | estimate | registers | estimate | block RAMs | estimate |')
    print('|---|---:|---:|---:|---:|---:|---:|')
    with tempfile.TemporaryDirectory(prefix='rccm-estimates-') as work:
        for number, (title, description) in enumerate(LAYERS):
            luts, registers, rams = measure(rccm, description, Path(work) / str(number))
            cells = [title]
            for index, (estimate, found) in enumerate((luts, registers)):
                off = estimate / found - 1
                worst[index] = max(worst[index], abs(off))
                cells += [f'{found:,}', f'{estimate:,} ({off:+.1%})']
            wrong_rams += rams[0] != rams[1]
            print('| ' + ' | '.join(cells + [str(rams[1]), str(rams[0])]) + ' |', flush=True)
    print(f'\nat most {worst[0]:.1%} off in LUTs, {worst[1]:.1%} in registers (should be {MOST:.0%}); '
          f'{len(LAYERS) - wrong_rams} of {len(LAYERS)} right in block RAMs')
    return 1 if max(worst) > MOST or wrong_rams else 0


if __name__ == '__main__':
    sys.exit(main())
