"""What the tests of the Python module share."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy

PROGRAM = os.environ.get('RCCM_PROGRAM', 'rccm')


def program(*arguments, status=0, folder=None):
    """What the program prints: stdout, or the message of a failure that was expected."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, cwd=folder)
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr.removeprefix('rccm: ').rstrip('\n')


class FolderTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)


def write_small_network(folder):
    """net.json with net.npz, a convolution, pooling and ten scores, and images.bin, twelve of CIFAR-10's form."""
    random = numpy.random.default_rng(5)
    layers = [{'name': 'conv', 'op': 'conv2d', 'inputs': ['input'], 'channels': [3, 6], 'kernel': [3, 3],
               'stride': [4, 4], 'padding': [1, 1, 1, 1], 'groups': 1, 'bias': True},
              {'name': 'relu', 'op': 'relu', 'inputs': ['conv']},
              {'name': 'flatten', 'op': 'flatten', 'inputs': ['relu'], 'order': 'chw'},
              {'name': 'fc', 'op': 'linear', 'inputs': ['flatten'], 'features': [384, 10], 'bias': True}]
    network = {'schema': 'rccm.network/1', 'name': 'small', 'arithmetic': 'float', 'tensors': 'net.npz',
               'input': {'shape': [3, 32, 32], 'divisor': 255, 'mean': [0.5] * 3, 'deviation': [0.25] * 3},
               'layers': layers}
    (folder / 'net.json').write_text(json.dumps(network))
    tensors = {'conv.weight': random.normal(size=(6, 3, 3, 3)), 'conv.bias': random.normal(size=6),
               'fc.weight': random.normal(size=(10, 384)), 'fc.bias': random.normal(size=10)}
    numpy.savez(folder / 'net.npz', **{name: tensor.astype(numpy.float32) for name, tensor in tensors.items()})
    images = random.integers(0, 256, size=(12, 3, 32, 32), dtype=numpy.uint8)
    (folder / 'images.bin').write_bytes(b''.join(bytes([i % 10]) + images[i].tobytes() for i in range(len(images))))
    return images
