#!/usr/bin/env python3
"""What a whole layer costs with one multiplier or another. Usage: verify/bench/layers.py [--build FOLDER] [--keep FOLDER]

The layer is a 3 x 3 convolution of 64 channels to 64, or as many as there are elements, on 16 x 16 pixels, 8 bits
signed; only the multiplier is changed. Yosys maps to UltraScale+ without DSPs. An element is synthesised on its own and
counted N times, the shell with the elements left out; --whole also synthesises layers at once, to show the difference.
LUTs are those used as memory or shift registers, too. RCCM's ratios are printed beside what they should reach.

All of it takes some 20 minutes of processor time. --keep holds what is synthesised, so that a run that was stopped goes
on. --plot FILE draws the growth as SVG.
"""
import argparse
import math
import tempfile
from pathlib import Path

from fused_booth import FusedBooth, simulate
from layer_synthesis import Bench

ROOT = Path(__file__).resolve().parents[2]
NATIVE = 'native, signless 4 bit'
NATIVE_TERNARY = NATIVE + ', ternary'
NATIVE_CIRCUIT = str(ROOT / 'examples' / 'circuits' / 'one-signless-cell.json')
SHIFTING_CIRCUIT = str(ROOT / 'examples' / 'training' / 'circuits' / '4bit-9luts.json')
CIRCUITS = {'plain 8x8': 'plain:8x8', 'Booth 8x8': 'booth:8x8', 'Booth 8x8, fused': 'fused:8x8',
            'Booth 8x8, ternary': 'booth:8x8 ternary', 'Booth 8x4': 'booth:8x4', 'Booth 8x4, fused': 'fused:8x4',
            'Booth 8x4, ternary': 'booth:8x4 ternary',
            '2-Add': 'addnet:2-add', '3-Add': 'addnet:3-add', '4-Add': 'addnet:4-add',
            NATIVE: NATIVE_CIRCUIT, '2-Add, ternary': 'addnet:2-add ternary',
            NATIVE_TERNARY: NATIVE_CIRCUIT + ' ternary', 'native, 4 bit, the sum shifts': SHIFTING_CIRCUIT + ' chain'}
# Plain multipliers are earlier than Booth ones of as many bits, which is all that their shells differ in.
SHELLS = {'plain 8x8': 'booth:8x8'}
# A baseline is the smallest of a product with a tree of binary or ternary adders and rows fused into the accumulation.
BASELINES = {'plain 8x8': ['plain 8x8'], 'Booth 8x8': ['Booth 8x8', 'Booth 8x8, fused', 'Booth 8x8, ternary'],
             'Booth 8x4': ['Booth 8x4', 'Booth 8x4, fused', 'Booth 8x4, ternary']}
# What the processing elements, and whole layers of 64, should reach: (multiplier, baseline) -> the largest ratio.
TARGETS = {('2-Add', 'plain 8x8'): 0.40, ('3-Add', 'plain 8x8'): 0.50, ('4-Add', 'plain 8x8'): 0.65,
           (NATIVE, 'plain 8x8'): 0.25, (NATIVE, 'Booth 8x8'): 0.50, ('2-Add', 'Booth 8x8'): 0.80,
           **{(name, 'Booth 8x4'): 0.82 for name in (NATIVE, NATIVE_TERNARY)}}
LAYER_TARGETS = {(name, 'Booth 8x4'): 0.88 for name in (NATIVE, NATIVE_TERNARY)}
MOST_SHARE = 0.25


def ratio_columns(name, luts, targets):
    """The ratios to all baselines, with what they should be."""
    cells = []
    for baseline, kinds in BASELINES.items():
        ratio = luts[name] / min(luts[kind] for kind in kinds)
        target = targets.get((name, baseline))
        cells.append(f'{ratio:.2f}' + (f' (at most {target:.2f}{"" if ratio <= target else ", missed"})' if target else ''))
    return cells


def print_row(cells):
    print('| ' + ' | '.join(str(cell) for cell in cells) + ' |', flush=True)


def print_head(cells):
    print_row(cells)
    print('|---|' + '---:|' * (len(cells) - 1))


def print_elements(bench):
    print(f'Processing elements: multipliers, adders and accumulator of {bench.lanes} lanes\n')
    luts = {name: bench.element(circuit)['luts'] for name, circuit in CIRCUITS.items()}
    print_head(['multiplier', 'LUTs', 'per MAC'] + [f'/ {name}' for name in BASELINES])
    for name in CIRCUITS:
        print_row([name, luts[name], f'{luts[name] / bench.lanes:.1f}'] + ratio_columns(name, luts, TARGETS))
    return luts


def print_layer(bench, luts, count):
    print(f'\nWhole layer of {count} elements\n')
    print_head(['multiplier', 'LUTs', 'elements', 'other', 'share of other', 'registers', 'BRAM18', 'of codes']
               + [f'/ {name}' for name in BASELINES])
    shells = {name: bench.shell(SHELLS.get(name, circuit), count) for name, circuit in CIRCUITS.items()}
    totals = {name: count * luts[name] + shells[name][0]['luts'] for name in CIRCUITS}
    for name, (shell, manifest) in shells.items():
        share = f'{shell["luts"] / totals[name]:.1%}'
        if count == 64 and name in (NATIVE, NATIVE_TERNARY):
            share += f' (at most {MOST_SHARE:.0%})'
        print_row([name, totals[name], count * luts[name], shell['luts'], share, manifest['estimate']['registers'],
                   shell['block_rams'], manifest['estimate']['code_block_rams']]
                  + ratio_columns(name, totals, LAYER_TARGETS if count == 64 else {}))


def fit_line(points):
    """Least squares: (the value at 0, the slope, the largest relative error)."""
    mean_n = sum(n for n, _ in points) / len(points)
    mean_l = sum(l for _, l in points) / len(points)
    slope = sum((n - mean_n) * (l - mean_l) for n, l in points) / sum((n - mean_n) ** 2 for n, _ in points)
    start = mean_l - slope * mean_n
    return start, slope, max(abs(start + slope * n - l) / l for n, l in points)


def print_growth(bench, luts, most, plot):
    names = [NATIVE_TERNARY, 'Booth 8x4, ternary']
    counts = [8 << i for i in range(10) if 8 << i <= most]
    print('\nLUTs of a whole layer as it grows, and per multiply-accumulate\n')
    print_head(['elements'] + [f'{name}{unit}' for name in names for unit in (', LUTs', ', per MAC')])
    series = {name: [] for name in names}
    for count in counts:
        row = [count]
        for name in names:
            total = count * luts[name] + bench.shell(CIRCUITS[name], count)[0]['luts']
            series[name].append((count, total))
            row += [total, f'{total / (count * bench.lanes):.2f}']
        print_row(row)
    print()
    for name, points in series.items():
        start, slope, worst = fit_line(points)
        print(f'{name}: {start:.0f} + {slope:.1f} N LUTs, off by at most {worst:.1%}')
    if plot:
        draw_growth(series, bench.lanes, plot)


def draw_growth(series, lanes, path):
    """An SVG of LUTs per multiply-accumulate by elements, the elements on a logarithmic scale."""
    left, right, top, bottom = 80, 840, 50, 440
    per_mac = {name: [(n, total / (n * lanes)) for n, total in points] for name, points in series.items()}
    counts = [n for n, _ in next(iter(per_mac.values()))]
    ceiling = 10 * (int(max(value for points in per_mac.values() for _, value in points)) // 10 + 1)
    x_of = lambda n: left + (right - left) * math.log2(n / counts[0]) / max(1, math.log2(counts[-1] / counts[0]))
    y_of = lambda value: bottom - (bottom - top) * value / ceiling
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 500" font-family="sans-serif" font-size="14">',
             '<rect width="900" height="500" fill="#ffffff"/>',
             f'<text x="450" y="28" text-anchor="middle" font-size="16">A whole 3 x 3 layer of processing elements with '
             f'{lanes} lanes each</text>',
             f'<text x="{(left + right) / 2}" y="{bottom + 45}" text-anchor="middle">processing elements</text>',
             f'<text transform="translate(30 {(top + bottom) / 2}) rotate(-90)" text-anchor="middle">'
             'LUTs per multiply-accumulate</text>']
    for value in range(0, ceiling + 1, 10):
        parts += [f'<path d="M{left} {y_of(value):.1f}H{right}" stroke="{"#333333" if value == 0 else "#dddddd"}"/>',
                  f'<text x="{left - 10}" y="{y_of(value) + 5:.1f}" text-anchor="end">{value}</text>']
    for n in counts:
        parts.append(f'<text x="{x_of(n):.1f}" y="{bottom + 22}" text-anchor="middle">{n}</text>')
    for (name, points), colour in zip(per_mac.items(), ('#1b6ca8', '#c8541a')):
        path_data = ' '.join(f'{"M" if i == 0 else "L"}{x_of(n):.1f} {y_of(v):.1f}' for i, (n, v) in enumerate(points))
        parts.append(f'<path d="{path_data}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x_of(n):.1f}" cy="{y_of(v):.1f}" r="4" fill="{colour}"/>' for n, v in points]
        parts.append(f'<text x="{right}" y="{y_of(points[-1][1]) - 10:.1f}" text-anchor="end" fill="{colour}">{name}: '
                     f'{points[-1][1]:.1f}</text>')
    path.write_text('\n'.join(parts + ['</svg>']) + '\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=Path, default=ROOT / 'build', help='holds rccm')
    parser.add_argument('--keep', type=Path, help='keeps what is synthesised')
    parser.add_argument('--lanes', type=int, default=16)
    parser.add_argument('--most', type=int, default=512, help='the most elements that are synthesised')
    parser.add_argument('--elements-only', action='store_true', help='leave the whole layers out')
    parser.add_argument('--whole', action='store_true', help='also synthesise layers of 10 elements at once')
    parser.add_argument('--plot', type=Path)
    arguments = parser.parse_args()
    for bits in (4, 8):
        if not simulate(FusedBooth(arguments.lanes, bits, 17 + bits)):
            raise SystemExit('fused_booth.py: an element with rows fused sums wrongly')
    with tempfile.TemporaryDirectory(prefix='rccm-layers-') as work:
        bench = Bench(arguments.build.resolve() / 'rccm', work, arguments.keep or Path(work) / 'keep', arguments.lanes)
        luts = print_elements(bench)
        if arguments.elements_only:
            return
        for count in (10, 64):
            print_layer(bench, luts, count)
        print_growth(bench, luts, arguments.most, arguments.plot)
        if arguments.whole:
            print('\nSynthesised at once, 10 elements, beside the sum of the parts\n')
            print_head(['multiplier', 'LUTs', 'in parts'])
            for name in (NATIVE, 'Booth 8x4, fused'):
                parts = 10 * luts[name] + bench.shell(CIRCUITS[name], 10)[0]['luts']
                print_row([name, bench.whole(CIRCUITS[name], 10)['luts'], parts])


if __name__ == '__main__':
    main()
