#!/usr/bin/env python3
"""Simulates layer_shell on random layers against plain Python. Usage: verify/rtl/check_shell.py [COUNT [FIRST_SEED]]

Every layer plays several scenes: two images at once with exact cycle counts; stalls on all streams, a set of weights
that is loaded while another runs, and images offered before their start; streams that are too short or too long,
which must raise their error bit, not hang, and leave the next image right; a soft reset and a reset in the middle of
an image.

The folder of a failing run is kept and named.
"""
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cycle_model
from check_units import compiler_cache
from shell_layers import Weights, convolve, image_beats, random_image, random_layer

HERE = Path(__file__).resolve().parent
RTL = HERE.parents[1] / 'rtl'
EARLY, LATE, SHORT, LONG = 0x100, 0x200, 0x400, 0x800
BUSY, DONE, WAITING, IN_USE = 1, 2, 4, 8
CONTROL, STATUS, IMAGES, CYCLES, STALL_INPUT, STALL_OUTPUT, IMAGES_DONE = 0x08, 0x0C, 0x10, 0x14, 0x18, 0x1C, 0x20


class Script:
    """The commands for shell_harness, and random material for a layer."""

    def __init__(self, layer, seed):
        self.layer, self.draw, self.lines = layer, random.Random(seed), []

    def add(self, *words):
        self.lines.append(' '.join(str(word) for word in words))

    def send(self, stream, beats):
        self.add(stream, *(f'{value:x}' + '!' * last for value, last in beats))

    def weights(self):
        return Weights(self.layer, self.draw)

    def load(self, weights):
        self.send('code', weights.beats(self.layer))

    def image(self, weights):
        """Queues an image and what comes of it."""
        image = random_image(self.layer, self.draw)
        self.send('input', image_beats(self.layer, image, self.draw))
        self.send('output', convolve(self.layer, image, weights))

    def stalls(self, *chances):
        self.add('stalls', *chances, self.draw.randrange(1 << 30))

    def wait_set(self):
        self.add('coded')
        self.add('poll', STATUS, WAITING, WAITING)

    def wait_done(self):
        self.add('sent')
        self.add('received')
        self.add('poll', STATUS, DONE, DONE)


def play_exact(script):
    """Two images of one start, nothing stalled: the counters are what the model says."""
    weights = script.weights()
    script.stalls(0, 0, 0, 0)
    script.load(weights)
    script.wait_set()
    script.add('write', IMAGES, 2)
    script.add('read', STATUS, 0xFFFF, WAITING)
    script.add('hold')  # until begin
    script.image(weights)
    script.image(weights)
    script.add('begin', 1)
    script.wait_done()
    expected = cycle_model.cycles(script.layer, images=2)
    for address, value in zip((CYCLES, STALL_INPUT, STALL_OUTPUT), expected):
        script.add('read', address, 0xFFFFFFFF, value)
    script.add('read', IMAGES_DONE, 0xFFFFFFFF, 2)
    script.add('read', STATUS, 0xFFFF, DONE | IN_USE)
    script.add('write', STATUS, DONE)
    script.add('read', STATUS, 0xFFFF, IN_USE)


def play_stalled(script):
    """Stalls everywhere; an image waits before its start; the next set is loaded during a run."""
    first, second = script.weights(), script.weights()
    script.stalls(*(script.draw.choice([0, 20, 50, 80]) for _ in range(4)))
    script.add('reset')  # no set is there
    script.add('write', CONTROL, 1)  # remembered until one is
    script.load(first)
    script.image(first)
    script.load(second)
    script.wait_done()
    script.wait_set()
    script.stalls(*(script.draw.choice([0, 20, 50, 80]) for _ in range(4)))
    script.image(second)
    script.image(second)
    script.add('write', IMAGES, 2)
    script.add('write', CONTROL, 1)
    script.wait_done()
    script.add('read', STATUS, 0xFFFF, DONE | IN_USE)
    script.image(second)  # the set in use is used again
    script.add('write', IMAGES, 0)  # counts as 1
    script.add('read', IMAGES, 0xFFFFFFFF, 1)
    script.add('write', CONTROL, 1)
    script.wait_done()
    script.add('read', IMAGES_DONE, 0xFFFFFFFF, 1)


def recover(script):
    """Soft reset, then a whole image: nothing is left of what was."""
    script.add('settled')
    script.add('write', CONTROL, 2)
    script.add('poll', STATUS, 0xFFFF, 0)
    script.add('strict')
    script.add('quiet', 20)
    weights = script.weights()
    script.load(weights)
    script.image(weights)
    script.add('write', CONTROL, 1)
    script.wait_done()
    script.add('read', STATUS, 0xFFFF, DONE | IN_USE)


def play_malformed_input(script, late):
    beats = image_beats(script.layer, random_image(script.layer, script.draw), script.draw)
    if late:
        beats[-1] = (beats[-1][0], False)
    elif len(beats) > 1:
        beats = beats[:script.draw.randrange(1, len(beats))]
        beats[-1] = (beats[-1][0], True)
    else:
        return  # TLAST cannot be early in an image of one beat
    script.load(script.weights())
    script.wait_set()
    script.stalls(*(script.draw.choice([0, 30]) for _ in range(4)))
    script.add('allow')
    script.add('write', CONTROL, 1)
    script.send('input', beats + beats)  # what follows is taken and lost
    script.add('poll', STATUS, LATE | EARLY, LATE if late else EARLY)
    script.add('sent')
    recover(script)


def play_malformed_codes(script, too_long):
    beats = script.weights().beats(script.layer)
    script.stalls(*(script.draw.choice([0, 30]) for _ in range(4)))
    if too_long:
        beats[-1] = (beats[-1][0], False)
    else:
        beats = beats[:script.draw.randrange(1, len(beats))]
        beats[-1] = (beats[-1][0], True)
    script.send('code', beats + beats)
    script.add('poll', STATUS, SHORT | LONG, LONG if too_long else SHORT)
    script.add('coded')
    recover(script)


def play_reset(script, soft):
    """Stopped in the middle of an image."""
    weights = script.weights()
    script.load(weights)
    script.wait_set()
    script.stalls(*(script.draw.choice([0, 30, 60]) for _ in range(4)))
    script.add('allow')
    script.send('input', image_beats(script.layer, random_image(script.layer, script.draw), script.draw))
    script.load(weights)
    script.add('write', CONTROL, 1)
    script.add('quiet', script.draw.randrange(0, 400))
    if soft:
        script.add('drop')
        script.add('settled')
    else:
        script.add('reset')
    recover(script)


def write_script(layer, seed, path):
    script = Script(layer, seed)
    script.add('read', 0, 0xFFFFFFFF, 0x5243434D)
    for address, name in ((0x24, 'IN_CHANNELS'), (0x28, 'OUT_CHANNELS'), (0x2C, 'HEIGHT'), (0x30, 'WIDTH'),
                          (0x38, 'LANES'), (0x3C, 'ELEMENTS')):
        script.add('read', address, 0xFFFFFFFF, layer[name])
    play_exact(script)
    play_stalled(script)
    play_malformed_input(script, late=False)
    play_malformed_input(script, late=True)
    play_malformed_codes(script, too_long=False)
    play_malformed_codes(script, too_long=True)
    play_reset(script, soft=True)
    play_reset(script, soft=False)
    path.write_text('\n'.join(script.lines) + '\n')


def run(command, **arguments):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=900, **arguments)
    return result.returncode, result.stdout + result.stderr


def check(seed, work):
    """Whether the layer of this seed is right; prints what is not."""
    folder = work / f'layer{seed}'
    folder.mkdir()
    layer = random_layer(seed)
    (folder / 'layer.txt').write_text(''.join(f'{name} {value}\n' for name, value in layer.items()))
    write_script(layer, seed, folder / 'script.txt')
    status, text = run(['verilator', '--cc', '--exe', '--build', '--x-initial', 'unique', '--x-assign', 'unique',
                        '-Wno-fatal', '-Wno-lint', '-Werror-UNOPTFLAT', '-CFLAGS', '-O0 -std=c++20', '-MAKEFLAGS',
                        'OPT_FAST=-O0 OPT_SLOW=-O0', '--top-module', 'shell_bench', '-Mdir', '.', '-o', 'simulate',
                        *(f'-G{name}={value}' for name, value in layer.items()),
                        f'-I{RTL / "verilog"}', f'-I{RTL / "sim" / "verilog"}', HERE / 'shell_bench.v',
                        HERE / 'element_model.v', HERE / 'shell_harness.cpp'],
                       cwd=folder, env=compiler_cache())
    if status == 0:
        status, text = run([folder / 'simulate', folder / 'script.txt'])
    print(f'seed {seed}: {text.strip().splitlines()[-1] if text else ""}' if status == 0 else f'seed {seed}:\n{text}',
          flush=True)
    return status == 0


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    work = Path(tempfile.mkdtemp(prefix='rccm_shell_'))
    with ThreadPoolExecutor(2) as pool:
        right = list(pool.map(lambda seed: check(seed, work), range(first, first + count)))
    if not all(right):
        print(f'{right.count(False)} of {count} layers are wrong; kept: {work}')
        return 1
    shutil.rmtree(work)
    print(f'{count} layers are right')
    return 0


if __name__ == '__main__':
    sys.exit(main())
