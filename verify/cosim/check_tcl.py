#!/usr/bin/env python3
"""Runs the Vivado scripts of emitted folders under tclsh with a stand-in for Vivado. Usage: check_tcl.py FOLDER...

Every script runs for every style and language, and with defaults; a style that is not there must be refused.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

from folder import Folder

STUB = Path(__file__).resolve().parent / 'vivado_stub.tcl'


def run(script, ports, arguments):
    with tempfile.TemporaryDirectory() as work:
        return subprocess.run(['tclsh', STUB, script, ' '.join(ports), *arguments], capture_output=True, text=True,
                              cwd=work, timeout=60)


def check(folder):
    """Descriptions of what is wrong."""
    problems = []
    vivado = folder.path / 'vivado'
    for script in sorted(vivado.glob('*.tcl')):
        choices = [[]] + [[top['style'], top['language']] for top in folder.manifest['tops']]
        for choice in choices + [['xc7', 'verilog', 'xc7a100tcsg324-1']][:bool(folder.tops('verilog'))]:
            result = run(script, folder.ports, choice)
            if result.returncode:
                problems.append(f'{script} {" ".join(choice)}: {result.stderr}')
            elif choice and not any(f'{choice[1]}/{folder.name}_{choice[0]}.v' in line for line in
                                    result.stdout.splitlines() if line.startswith('add_files')):
                problems.append(f'{script} {" ".join(choice)}: does not add the source of this choice')
        if run(script, folder.ports, ['xc9', 'verilog']).returncode == 0:
            problems.append(f'{script}: takes a style that does not exist')
    result = run(vivado / 'clock.xdc', folder.ports, [])
    if result.returncode or 'create_clock' not in result.stdout:
        problems.append(f'{vivado / "clock.xdc"}: {result.stderr or "no clock"}')
    return problems


problems = [problem for path in sys.argv[1:] for problem in check(Folder(Path(path).resolve()))]
print('\n'.join(problems) or f'{len(sys.argv) - 1} folders: their scripts run')
sys.exit(1 if problems else 0)
