#!/usr/bin/env python3
"""Emits circuits and tries the folders in the tools that will read them.

  emit_and_check.py presets RCCM                             the published circuits, at several widths and pipelinings
  emit_and_check.py random RCCM RANDOM_CIRCUITS [FIRST COUNT]   random circuits with the seeds FIRST, FIRST + 1, ...

The folder of a failing run is kept and named.
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PRESETS = [
    ('addnet:2-add', []),
    ('addnet:3-add', []),
    ('addnet:4-add', []),
    ('addnet:4-add', ['--pipeline', 'cells', '--input-register']),
    ('addnet:3-add', ['--input-bits', '2', '--output-register']),
    ('addnet:3-add', ['--input-bits', '32', '--unsigned', '--pipeline', 'cells']),
    ('addnet:2-add', ['--input-bits', '13', '--unsigned']),
]
# What random circuits are emitted with, in turn.
OPTIONS = [[], ['--pipeline', 'cells'], ['--pipeline', 'cells', '--input-register'],
           ['--input-register', '--output-register']]


def emit(program, circuit, options, folder):
    subprocess.run([program, 'emit', circuit, '--name', folder.name, '-o', folder, '--quiet', *options], check=True,
                   timeout=120)
    return folder


def emit_presets(program, work):
    return [emit(program, circuit, options, work / f'preset{i}') for i, (circuit, options) in enumerate(PRESETS)]


def emit_random(program, random_circuits, first, count, work):
    circuits = work / 'circuits.json'
    circuits.write_text(subprocess.run([random_circuits, str(first), str(count)], check=True, capture_output=True,
                                       text=True, timeout=120).stdout)
    return [emit(program, circuits, ['--index', str(i + 1), *OPTIONS[(first + i) % len(OPTIONS)]],
                 work / f'random{first + i}') for i in range(count)]


def main():
    mode, program = sys.argv[1:3]
    work = Path(tempfile.mkdtemp(prefix='rccm_cosim_'))
    if mode == 'presets':
        folders = emit_presets(program, work)
    else:
        first, count = (int(word) for word in sys.argv[4:6]) if len(sys.argv) > 4 else (0, 5)
        folders = emit_random(program, sys.argv[3], first, count, work)
    status = 0
    for script in ('check_project_files.py', 'check_folders.py'):
        status = max(status, subprocess.run([sys.executable, '-B', HERE / script, *folders]).returncode)
    if status:
        print(f'kept: {work}')
    else:
        shutil.rmtree(work)
    return status


if __name__ == '__main__':
    sys.exit(main())
