#!/usr/bin/env python3
"""Runs every example of `rccm --help` and of its verbs. Usage: verify/docs/help_examples.py PROGRAM

The examples name files that a user has; those are made here. A verb without an example fails, as does an example that
needs a file which is not made here: add it to prepare().
"""
import json
import re
import shutil
import struct
import sys
import time
import zlib

import numpy

from workplace import ROOT, Workplace, write_cifar, write_idx, write_network


def resnet_state(folder):
    """A state dictionary of ResNet-20 with random weights, as PyTorch names its tensors."""
    random = numpy.random.default_rng(3)
    tensors = {}

    def add(layer, norm, outputs, inputs, kernel):
        tensors[f'{layer}.weight'] = random.normal(size=(outputs, inputs, kernel, kernel), scale=(2 / inputs / 9) ** 0.5)
        for name, value in [('weight', 1), ('bias', 0), ('running_mean', 0), ('running_var', 1)]:
            tensors[f'{norm}.{name}'] = numpy.full(outputs, float(value))
    add('conv1', 'bn1', 16, 3, 3)
    inputs = 16
    for stage, outputs in enumerate([16, 32, 64], start=1):
        for block in range(3):
            place = f'layer{stage}.{block}'
            add(f'{place}.conv1', f'{place}.bn1', outputs, inputs, 3)
            add(f'{place}.conv2', f'{place}.bn2', outputs, outputs, 3)
            inputs = outputs
    for name, shape in [('linear.weight', (10, 64)), ('linear.bias', (10,))]:
        tensors[name] = random.normal(size=shape, scale=0.1)
    numpy.savez(folder / 'state.npz', **{name: tensor.astype(numpy.float32) for name, tensor in tensors.items()})


def lenet_state(folder):
    """LeNet-5 of random weights as a .safetensors file: a header of JSON and the bytes of the tensors."""
    random = numpy.random.default_rng(4)
    shapes = {'conv1.weight': (6, 1, 5, 5), 'conv1.bias': (6,), 'conv2.weight': (16, 6, 5, 5), 'conv2.bias': (16,),
              'fc1.weight': (120, 400), 'fc1.bias': (120,), 'fc2.weight': (84, 120), 'fc2.bias': (84,),
              'fc3.weight': (10, 84), 'fc3.bias': (10,)}
    header, content = {}, b''
    for name, shape in shapes.items():
        values = random.normal(size=shape, scale=0.1).astype('<f4').tobytes()
        header[name] = {'dtype': 'F32', 'shape': shape, 'data_offsets': [len(content), len(content) + len(values)]}
        content += values
    text = json.dumps(header).encode()
    (folder / 'lenet.safetensors').write_bytes(struct.pack('<Q', len(text)) + text + content)


def varint(value):
    """A number as protocol buffers write it."""
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + varint(value >> 7)


def field(number, value):
    """A field of a protocol buffer: a number, or text and messages as bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def write_onnx(path):
    """A convolution of random weights and the means of its channels, for images like CIFAR-10's."""
    def node(operator, inputs, output):
        return field(1, b''.join(field(1, name) for name in inputs) + field(2, output) + field(4, operator))

    def image(name, extents):
        shape = b''.join(field(1, field(1, extent)) for extent in extents)
        return field(1, name) + field(2, field(1, field(1, 1) + field(2, shape)))

    weights = numpy.random.default_rng(7).normal(size=(10, 3, 3, 3)).astype('<f4')
    tensor = b''.join(field(1, extent) for extent in weights.shape) + field(2, 1) + field(8, 'w') + field(9, weights.tobytes())
    graph = node('Conv', ['x', 'w'], 'c') + node('GlobalAveragePool', ['c'], 'y') + field(2, 'small') + field(5, tensor)
    graph += field(11, image('x', [1, 3, 32, 32])) + field(12, image('y', [1, 10, 1, 1]))
    path.write_bytes(field(1, 8) + field(7, graph) + field(8, field(2, 13)))


def write_png(path, side=48):
    """A picture of random pixels."""
    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))

    rows = numpy.random.default_rng(8).integers(0, 256, size=(side, 1 + 3 * side), dtype=numpy.uint8)
    rows[:, 0] = 0  # no filter
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0)) +
                     chunk(b'IDAT', zlib.compress(rows.tobytes())) + chunk(b'IEND', b''))


def prepare(workplace):
    """The files that examples name and that no earlier example writes."""
    folder = workplace.folder
    for name in ['network', 'resnet']:
        write_network(folder, name)
    write_cifar(folder / 'data_batch_1.bin', 512)
    write_cifar(folder / 'test_batch.bin', 64)
    write_idx(folder, 't10k', 32)
    write_idx(folder, 'train', 128)
    resnet_state(folder)
    lenet_state(folder)
    shutil.copy(ROOT / 'generated' / 'layer_3x3' / 'layer.json', folder)
    (folder.parent / '.zfunc').mkdir()
    write_onnx(folder / 'network.onnx')
    for name in ['cat/a.png', 'cat/b.png', 'dog/a.png']:
        write_png(folder / 'pictures' / name)
    (folder / 'accuracy.csv').write_text('title,a network\nfloat,91.7\nbooth:8x4,90.3\naddnet:3-add,91.3\n')
    weights = numpy.random.default_rng(6).normal(size=(16, 8, 3, 3)).astype(numpy.float32)
    numpy.savez(folder / 'net.npz', **{'conv1.weight': weights})
    commands = ['rccm search --dist gaussian --pareto -o front.json', 'rccm show addnet:2-add --json -o circuit.json',
                'rccm compare front.json --dist gaussian --json -o comparison.json',
                'rccm quantize network.json --circuit addnet:3-add --data test_batch.bin -o quantized.json']
    status, printed = workplace.run('\n'.join(commands))
    if status != 0:
        sys.exit(f'the files that examples need cannot be made:\n{printed}')


def examples(workplace, verb):
    """The commands under "Examples:" of a help, continued lines joined."""
    _, text = workplace.run(f'rccm {verb} --help')
    after = text.partition('\nExamples:\n')[2]
    # Another part of the help begins at the margin.
    listed = re.match(r'(?:  .*\n)*', after).group(0)
    return [line.strip() for line in listed.replace('\\\n', ' ').splitlines()]


def main():
    with Workplace(sys.argv[1]) as workplace:
        prepare(workplace)
        listed = re.search(r'^Verbs:\n((?:  .*\n)+)', workplace.run('rccm --help')[1], flags=re.M).group(1)
        problems = []
        for verb in ['', *re.findall(r'^  (\w+)', listed, flags=re.M)]:
            commands = examples(workplace, verb)
            if not commands:
                problems.append(f'rccm {verb} --help: has no example')
            for command in commands:
                begin = time.monotonic()
                status, printed = workplace.run(command)
                print(f'{time.monotonic() - begin:6.1f} s  {command}')
                if status == 4:  # of a part that is not built
                    print(f'         passed over: {printed.strip()}')
                elif status != 0:
                    problems.append(f'rccm {verb} --help: {command}: exit status {status}:\n{printed}')
    print('\n'.join(problems))
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
