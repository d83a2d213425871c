#!/usr/bin/python3
"""Retraining as a user does it: the example's runs in small, its tables, and a training that is killed.

Needs RCCM_PROGRAM, a program beside which there is rccm-train.
"""
import gzip
import json
import os
import signal
import statistics
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / 'examples' / 'training'
PROGRAM = os.environ['RCCM_PROGRAM']


def write_marks(folder, prefix, count, seed):
    """Images in MNIST's form: in noise, a bright square at one of ten places, which is the class."""
    random = numpy.random.default_rng(seed)
    labels = random.integers(0, 10, size=count, dtype=numpy.uint8)
    images = random.integers(0, 165, size=(count, 28, 28), dtype=numpy.uint8)
    for image, label in zip(images, labels):
        top, left = 4 + 12 * (label // 5), 2 + 5 * (label % 5)
        image[top:top + 5, left:left + 4] += 90
    with gzip.open(folder / f'{prefix}-images-idx3-ubyte.gz', 'wb', 1) as file:
        file.write(struct.pack('>IIII', 2051, count, 28, 28) + images.tobytes())
    with gzip.open(folder / f'{prefix}-labels-idx1-ubyte.gz', 'wb', 1) as file:
        file.write(struct.pack('>II', 2049, count) + labels.tobytes())


class TrainingTest(unittest.TestCase):
    """A test with a folder of its own and images in it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        write_marks(self.folder, 'train', 1000, 1)
        write_marks(self.folder, 't10k', 300, 2)

    def output_of(self, command, **environment):
        done = subprocess.run([str(word) for word in command], cwd=self.folder, capture_output=True, text=True,
                              env={**os.environ, 'RCCM': PROGRAM, **environment})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


class ExampleTest(TrainingTest):
    SEEDS = {'float': [1, 2], 'signless-cell': [1, 2], '4bit-9luts': [1], 'lsq-4': [1], 'booth-2': [1]}
    NAMES = sorted(f'{name}-{seed}' for name, seeds in SEEDS.items() for seed in seeds)

    def run_example(self):
        self.output_of([EXAMPLE / 'run', 'lenet', '.', 'out', 2], ONLY=f"@({'|'.join(self.NAMES)})")

    def files(self):
        return {path: path.stat().st_mtime_ns for path in (self.folder / 'out').rglob('*')}

    def test_the_runs_leave_logs_that_the_tables_are_made_from(self):
        self.run_example()
        logs = {path.stem: json.loads(path.read_text()) for path in (self.folder / 'out').glob('*.json')}
        self.assertEqual(sorted(logs), self.NAMES)
        self.assertFalse(list((self.folder / 'out' / 'networks').glob('*.checkpoint.npz')))
        for name, log in logs.items():
            self.assertEqual(log['seed'], int(name[-1]))
            self.assertEqual(log['result']['arithmetic'], 'float' if name.startswith('float') else 'integer')
            self.assertEqual(log['result']['images'], 300)
            self.assertGreater(log['result']['top1_percent'], 30, name)  # chance is 10

        accuracy = {name: [logs[f'{name}-{seed}']['result']['top1_percent'] for seed in seeds]
                    for name, seeds in self.SEEDS.items()}
        self.check_table(accuracy)
        self.check_picture(accuracy)
        ranks = self.output_of([EXAMPLE / 'tables', 'out', '--ranks'])
        self.assertIn('| of 3 circuits |', ranks)
        self.assertRegex(ranks, r'\| SQNR [^|]*\| -?[01]\.\d\d \|\n')

        before = self.files()
        self.run_example()
        self.assertEqual(self.files(), before)  # what is done is not done again

    def check_table(self, accuracy):
        table = self.output_of([EXAMPLE / 'tables', 'out'])
        for name, row in [('float', 'real numbers |  |  |  | 2 '),
                          ('signless-cell', 'native:signless-cell | 4 | 10 | 8 | 2 '),
                          ('4bit-9luts', '4-bit ±{1 2 3 4 5 6 8 10} | 4 | 9 | 8 | 1 '),
                          ('lsq-4', 'lsq:4 |  |  | 8 | 1 '), ('booth-2', 'booth:8x2 | 2 | 9 | 8 | 1 ')]:
            results = accuracy[name]
            spread = f' ± {statistics.stdev(results):.2f}' if len(results) > 1 else ''
            self.assertIn(f'| {name} | {row}| {statistics.mean(results):.2f}{spread} |\n', table)

    def check_picture(self, accuracy):
        csv = self.output_of([EXAMPLE / 'tables', 'out', '--csv', 'marks in noise'])
        self.assertTrue(csv.startswith('title,marks in noise\n'))
        self.assertIn(f"\nnative:signless-cell,{statistics.mean(accuracy['signless-cell']):.3f}\n", csv)
        (self.folder / 'accuracy.csv').write_text(csv)
        picture = self.output_of([PROGRAM, 'compare', EXAMPLE / 'circuits' / '4bit-9luts.json', '--dist', 'gaussian',
                                  '--accuracy', 'accuracy.csv', '--svg', '-'])
        self.assertIn('marks in noise', picture)


class InterruptionTest(TrainingTest):
    def command(self, name, *more):
        return [PROGRAM, 'train', 'lenet-5', '--circuit', 'native:signless-cell', '--data', 'train-images-idx3-ubyte.gz',
                '--test-data', 't10k-images-idx3-ubyte.gz', '--images', '300', '--epochs', '6', '--batch', '20',
                '--shift', '1', '--threads', '1', '-o', f'{name}.json', '--integers', f'{name}-integers.json', '--log',
                f'{name}.csv', *more]

    def test_a_training_that_is_killed_goes_on_to_the_very_same_bytes(self):
        self.output_of(self.command('whole'))
        killed = self.command('killed', '--checkpoint', 'state.npz')
        with subprocess.Popen(killed, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              text=True) as process:
            for line in process.stderr:
                if line.startswith('epoch 2 of 6: '):
                    process.send_signal(signal.SIGKILL)
                    break
        self.assertEqual(process.returncode, -signal.SIGKILL)
        self.assertFalse((self.folder / 'killed.json').exists())
        done = subprocess.run(killed, cwd=self.folder, capture_output=True, text=True, check=True)
        self.assertRegex(done.stderr, r'state.npz: going on behind epoch [2-5] of 6\n')
        for ending in ['.npz', '-integers.npz', '.csv']:
            self.assertEqual((self.folder / f'whole{ending}').read_bytes(),
                             (self.folder / f'killed{ending}').read_bytes(), ending)


if __name__ == '__main__':
    unittest.main(verbosity=2)
