#!/usr/bin/env python3
"""Compares the schemas in docs/schemas with files that the program writes. Usage: verify/docs/schemas.py PROGRAM

Every schema that the sources name has a file; every file written here is valid; files that a reader must refuse are
not: an unknown key, a missing one, another version.
"""
import copy
import json
import re
import sys
import warnings

from workplace import ROOT, Workplace, write_cifar, write_network

with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    import jsonschema

SCHEMAS = {path.name: json.loads(path.read_text()) for path in sorted((ROOT / 'docs' / 'schemas').glob('*.json'))}

# What each schema must describe: commands that print such a file.
WRITERS = {
    'circuit': ['rccm show addnet:2-add --json', 'rccm show booth:8x8 --json', 'rccm show apot:8x4 --dist laplace --json',
                'rccm fit --set 0,1,2,3,5,8 -q --json', 'cat examples/circuits/one-signless-cell.json',
                'cat generated/addnet_2_add/circuit.json'],
    'circuits': ['rccm search --dist gaussian --json -q', 'rccm search --dist laplace --rule addnet --json -q',
                 'rccm search --dist uniform --pareto --max-luts 30 --fourth b1 --range 3 --json -q',
                 'rccm search --dist gaussian --shard 1/2 --json -q', 'rccm search --dist gaussian --count --json -q',
                 'rccm search -w network.npz --space native --cells 1 --stored-bits 3 --context mac --json -q',
                 'rccm search --dist gaussian --space native --cells 1,2 --exact --stored-bits 2 --max-shift 1 --json -q',
                 'rccm search --dist gaussian --space native --cells 1,2 --stored-bits 3 --chains 4 --steps 200 '
                 '--pareto --max-luts 14.5 --json -q'],
    'layer': ['rccm layer integers.json --layer conv1 --lanes 3 --elements 4 -q -o layer; cat layer/layer.json',
              f'cat {ROOT}/generated/layer_3x3/layer.json'],
    'layer-estimate': [f'rccm layer {ROOT}/generated/layer_3x3/layer.json --estimate --json | tee estimate.json; '
                       'rccm report estimate.json -q -o estimate.html >/dev/null',
                       'rccm layer integers.json --layer conv1 --budget-luts 9000 --estimate --json'],
    'manifest': ['cat multiplier/manifest.json', 'cat generated/addnet_2_add/manifest.json'],
    'verify': ['rccm verify multiplier --only lint,yosys -q >/dev/null; cat multiplier/verify.json'],
    'comparison': ['rccm compare --dist gaussian,laplace --context mac --json -q'],
    'accuracy': ['rccm eval network.json --data images.bin --json -q',
                 'rccm eval integers.json --data images.bin --reference network.json --json -q'],
    'network': ['cat network.json', 'cat fitted.json', 'cat integers.json'],
    'sensitivity': ['rccm quantize network.json --choose addnet:2-add --choose booth:8x4 --budget-bits 4 '
                    '--data images.bin --sensitivity sensitivity.json -q -o mixed.json >/dev/null; cat sensitivity.json'],
    'training': ['rccm train network.json --circuit addnet:2-add --data images.bin --epochs 1 -q -o t.json '
                 '--integers i.json --log training.json >/dev/null; cat training.json'],
    'accuracy-table': ["echo '{\"schema\": \"rccm.accuracy-table/1\", \"rows\": [{\"network\": \"n\", "
                       "\"data_set\": \"d\", \"multiplier\": \"m\", \"stored_bits\": 4, \"luts\": null, "
                       "\"top1_percent\": 98.5}]}' | tee table.json; rccm report table.json -q -o table.html >/dev/null"],
    'training-log': ["echo '{\"schema\": \"rccm.training-log/1\", \"network\": \"n\", \"epochs\": [{\"epoch\": 1, "
                     "\"loss\": 0.4}]}' | tee log.json; rccm report log.json -q -o log.html >/dev/null"],
}
PREPARE = '''
rccm emit addnet:2-add --style xc7 --language verilog --pipeline cells -o multiplier
rccm quantize network.json --circuit addnet:3-add --layer fc=booth:8x4 --data images.bin -q -o integers.json
rccm quantize network.json --coefficients -2,-1,0,1,2 --float-activations -q -o fitted.json
'''


def validator(name):
    store = {schema['$id']: schema for schema in SCHEMAS.values()}
    schema = SCHEMAS[f'{name}-1.json']
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        resolver = jsonschema.RefResolver(schema['$id'], schema, store=store)
        return jsonschema.Draft7Validator(schema, resolver=resolver)


def spoiled(document):
    """The document with an unknown key, without each of its keys that every file has, and of another version."""
    yield 'an unknown key', {**document, 'unknown': 'text'}
    yield 'no schema', {key: value for key, value in document.items() if key != 'schema'}
    yield 'another version', {**document, 'schema': document['schema'].replace('/1', '/2')}
    # One level down: the first object in a list.
    for key, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            deep = copy.deepcopy(document)
            deep[key][0]['unknown'] = 'text'
            yield f'an unknown key in {key}', deep


def check(workplace, name, problems):
    checker = validator(name)
    checker.check_schema(checker.schema)
    for command in WRITERS[name]:
        status, printed = workplace.run(command)
        if status == 4:
            print(f'passed over, a part is not built: {printed}')
            continue
        if status != 0:
            problems.append(f'{command}: exit status {status}:\n{printed}')
            continue
        document = json.loads(printed)
        for error in checker.iter_errors(document):
            problems.append(f'{command}: {"/".join(map(str, error.absolute_path))}: {error.message[:500]}')
        for what, wrong in spoiled(document):
            if checker.is_valid(wrong):
                problems.append(f'docs/schemas/{name}-1.json: takes {what}, from {command}')


def main():
    problems = []
    named = set()
    for path in (ROOT / 'generator').rglob('*.cpp'):
        named |= set(re.findall(r'"rccm\.([a-z-]+)/1"', path.read_text()))
    for path in (ROOT / 'generator').rglob('*.hpp'):
        named |= set(re.findall(r' = "rccm\.([a-z-]+)/1"', path.read_text()))
    for name in sorted(named | set(WRITERS)):
        if f'{name}-1.json' not in SCHEMAS:
            problems.append(f'rccm.{name}/1 has no docs/schemas/{name}-1.json')
        if name not in WRITERS:
            problems.append(f'rccm.{name}/1: verify/docs/schemas.py names no command that writes it')
    with Workplace(sys.argv[1]) as workplace:
        write_network(workplace.folder, 'network')
        write_cifar(workplace.folder / 'images.bin', 20)
        status, printed = workplace.run(PREPARE)
        if status != 0:
            sys.exit(f'the files to check cannot be made:\n{printed}')
        for name in WRITERS:
            if f'{name}-1.json' in SCHEMAS:
                check(workplace, name, problems)
    print('\n'.join(problems))
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
