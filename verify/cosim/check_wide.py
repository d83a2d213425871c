#!/usr/bin/env python3
"""An input too wide to enumerate: the proofs stand in for enumeration, and rccm verify says so.

Usage: verify/cosim/check_wide.py RCCM
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = [['--input-bits', '24'], ['--input-bits', '20', '--unsigned', '--pipeline', 'cells', '--language', 'vhdl']]


def check(program, folder, options):
    """Yields what is wrong."""
    subprocess.run([program, 'emit', 'addnet:2-add', '--style', 'xc7', '-q', '-o', folder, *options], check=True)
    result = subprocess.run([program, 'verify', folder, '-q'], capture_output=True, text=True)
    if result.returncode:
        yield f'{result.stdout}{result.stderr}'
        return
    if 'not every vector was simulated: the proofs hold for all of them' not in result.stdout:
        yield f'does not say that vectors were drawn:\n{result.stdout}'
    checks = json.loads((folder / 'verify.json').read_text())['folders'][0]['checks']
    sampled = [entry['check'] for entry in checks if entry.get('exhaustive') is False]
    languages = ['vhdl'] if 'vhdl' in options else ['verilog', 'vhdl']
    if sampled != [{'verilog': 'verilator', 'vhdl': 'ghdl'}[language] for language in languages]:
        yield f'simulates vectors that were drawn in {sampled}'
    for language in languages:
        if not checks[-1][language]['proven']:
            yield f'no proof of {language}'


def main():
    problems = []
    with tempfile.TemporaryDirectory() as work:
        for number, options in enumerate(CASES):
            for problem in check(sys.argv[1], Path(work) / f'wide{number}', options):
                problems.append(f'2-Add {" ".join(options)}: {problem}')
    print('\n'.join(problems) or 'wide inputs are proven')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
