"""A folder to try commands in as a reader of the documents does: rccm on the PATH, examples/ and generated/ at hand."""
import gzip
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]


class Workplace:
    """A temporary folder that is also the home of what runs in it."""

    def __init__(self, program):
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / 'work'
        tools = Path(self.place.name) / 'bin'
        for folder in [self.folder, tools, self.folder / 'generated']:
            folder.mkdir()
        (tools / 'rccm').symlink_to(Path(program).resolve())
        (tools / 'python3').symlink_to(sys.executable)
        shutil.copytree(ROOT / 'examples', self.folder / 'examples')
        shutil.copytree(ROOT / 'generated' / 'addnet_2_add', self.folder / 'generated' / 'addnet_2_add')
        module = Path(program).resolve().parent / 'python'
        self.environment = {**os.environ, 'PATH': f'{tools}:{os.environ["PATH"]}', 'HOME': self.place.name,
                            'PYTHONPATH': str(module), 'PYTHONDONTWRITEBYTECODE': '1', 'LC_ALL': 'C.UTF-8',
                            'CCACHE_DIR': os.environ.get('CCACHE_DIR', str(Path.home() / '.cache' / 'ccache'))}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.place.cleanup()

    def run(self, script, seconds=600):
        """Runs a script of bash. Its exit status, and what it printed to both streams."""
        done = subprocess.run(['bash', '-euo', 'pipefail', '-c', script], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=seconds, check=False)
        return done.returncode, done.stdout


def random_images(count, channels, size, seed=1):
    return numpy.random.default_rng(seed).integers(0, 256, size=(count, channels, size, size), dtype=numpy.uint8)


def write_cifar(path, count):
    """Random images in the form of CIFAR-10's batches."""
    images = random_images(count, 3, 32)
    path.write_bytes(b''.join(bytes([i % 10]) + image.tobytes() for i, image in enumerate(images)))


def write_idx(folder, prefix, count):
    """Random images and labels in MNIST's form, gzipped."""
    images = random_images(count, 1, 28)
    with gzip.open(folder / f'{prefix}-images-idx3-ubyte.gz', 'wb', 1) as file:
        file.write(struct.pack('>IIII', 2051, count, 28, 28) + images.tobytes())
    with gzip.open(folder / f'{prefix}-labels-idx1-ubyte.gz', 'wb', 1) as file:
        file.write(struct.pack('>II', 2049, count) + bytes(i % 10 for i in range(count)))


def write_network(folder, name):
    """NAME.json and NAME.npz: a small network of random weights for images like CIFAR-10's."""
    layers = [{'name': 'conv1', 'op': 'conv2d', 'inputs': ['input'], 'channels': [3, 8], 'kernel': [3, 3],
               'stride': [2, 2], 'padding': [1, 1, 1, 1], 'groups': 1, 'bias': True},
              {'name': 'relu1', 'op': 'relu', 'inputs': ['conv1']},
              {'name': 'pool', 'op': 'global_average_pool', 'inputs': ['relu1']},
              {'name': 'fc', 'op': 'linear', 'inputs': ['pool'], 'features': [8, 10], 'bias': True}]
    network = {'schema': 'rccm.network/1', 'name': 'small', 'arithmetic': 'float', 'tensors': f'{name}.npz',
               'input': {'shape': [3, 32, 32], 'divisor': 255, 'mean': [0.5] * 3, 'deviation': [0.25] * 3},
               'layers': layers}
    (folder / f'{name}.json').write_text(json.dumps(network))
    random = numpy.random.default_rng(2)
    shapes = {'conv1.weight': (8, 3, 3, 3), 'conv1.bias': (8,), 'fc.weight': (10, 8), 'fc.bias': (10,)}
    numpy.savez(folder / f'{name}.npz', **{key: random.normal(size=shape, scale=0.3).astype(numpy.float32)
                                           for key, shape in shapes.items()})
