#!/usr/bin/env python3
"""Tries what is around the sources of emitted folders. Usage: verify/cosim/check_project_files.py FOLDER...

- the Vivado scripts run under tclsh with a stand-in for Vivado, for every style and language, and with defaults; a
  style that is not there is refused;
- the commands that the README shows run;
- every file that the FuseSoC core names exists, and every source is in it.
"""
import re
import shutil
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


def check_readme(folder):
    commands = re.findall(r'^    ((?:verilator|ghdl) .*)$', (folder.path / 'README.md').read_text(), flags=re.M)
    if not commands:
        yield f'{folder.path}/README.md: shows no command'
    with tempfile.TemporaryDirectory() as work:
        copy = Path(work) / 'copy'
        shutil.copytree(folder.path, copy)
        for command in commands:
            result = subprocess.run(command.split(), capture_output=True, text=True, cwd=copy, timeout=120)
            if result.returncode or result.stderr:
                yield f'{folder.path}/README.md: {command}: {result.stderr}'


def check_core(folder):
    named = set(re.findall(r'^ +- (\S+\.vh?d?)$', (folder.path / f'{folder.name}.core').read_text(), flags=re.M))
    wanted = {file['path'] for file in folder.manifest['files'] if file['role'] in ('source', 'simulation')}
    if named != wanted:
        yield f'{folder.path}/{folder.name}.core: names {sorted(named ^ wanted)} or lacks them'


def check_scripts(folder):
    vivado = folder.path / 'vivado'
    for script in sorted(vivado.glob('*.tcl')):
        choices = [[top['style'], top['language']] for top in folder.manifest['tops']]
        for choice in [[], *choices, [*choices[0], 'xc7a100tcsg324-1']]:
            result = run(script, folder.ports, choice)
            if result.returncode:
                yield f'{script} {" ".join(choice)}: {result.stderr}'
            elif choice and not any(f'{choice[1]}/{folder.name}_{choice[0]}.v' in line for line in
                                    result.stdout.splitlines() if line.startswith('add_files')):
                yield f'{script} {" ".join(choice)}: does not add the source of this choice'
        if run(script, folder.ports, ['xc9', 'verilog']).returncode == 0:
            yield f'{script}: takes a style that does not exist'
    result = run(vivado / 'clock.xdc', folder.ports, [])
    if result.returncode or 'create_clock' not in result.stdout:
        yield f'{vivado / "clock.xdc"}: {result.stderr or "no clock"}'


folders = [Folder(Path(path).resolve()) for path in sys.argv[1:]]
problems = [problem for folder in folders for check in (check_readme, check_core, check_scripts)
            for problem in check(folder)]
print('\n'.join(problems) or f'{len(folders)} folders: what is around their sources works')
sys.exit(1 if problems else 0)
