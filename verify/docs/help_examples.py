#!/usr/bin/env python3
"""Runs every example of `rccm --help` and of its verbs. Usage: verify/docs/help_examples.py PROGRAM

The examples name files that a user has; those are made here. A verb without an example fails, as does an example that
needs a file which is not made here: add it to prepare().
"""
import re
import shutil
import sys
import time

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
    import json
    import struct
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
