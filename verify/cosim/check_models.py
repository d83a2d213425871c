#!/usr/bin/env python3
"""Compares the simulation models in rtl/sim with the functions they stand for. Usage: verify/cosim/check_models.py"""
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODELS = HERE.parents[1] / 'rtl' / 'sim'


def run(command, work):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=work, timeout=600)
    return result.returncode, result.stdout + result.stderr


def check_verilog(work):
    """The text of what went wrong, empty if nothing."""
    models = sorted((MODELS / 'verilog').glob('*.v'))
    for model in models:
        status, text = run(['verilator', '--lint-only', '-Wall', model], work)
        if status or text:
            return text
    status, text = run(['verilator', '--binary', '-Wno-fatal', '-Wno-lint', '-Werror-UNOPTFLAT', '--top-module',
                        'models_testbench', '-Mdir', work / 'verilator', HERE / 'models_testbench.v', *models], work)
    if status:
        return text
    _, text = run([work / 'verilator' / 'Vmodels_testbench'], work)
    return '' if 'errors: 0\n' in text else text


def check_vhdl(work):
    folder = MODELS / 'vhdl'
    first = [folder / 'lookup.vhd', folder / 'vcomponents.vhd']
    rest = sorted(path for path in folder.glob('*.vhd') if path not in first)
    flags = ['--std=08', f'-P{work}']
    for command in (['ghdl', '-a', *flags, '--work=unisim', '--warn-error', *first, *rest],
                    ['ghdl', '-a', *flags, HERE / 'models_testbench.vhd']):
        status, text = run(command, work)
        if status:
            return text
    status, text = run(['ghdl', '--elab-run', *flags, 'models_testbench'], work)
    return '' if status == 0 and 'finished' in text and 'error' not in text else text


def main():
    with tempfile.TemporaryDirectory() as name:
        problems = [text for text in (check_verilog(Path(name)), check_vhdl(Path(name))) if text]
    print('\n'.join(problems) or 'the models are right')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
