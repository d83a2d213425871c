#!/usr/bin/env python3
"""Checks what every file of the project has in common. Usage: verify/lint/files.py

- no path of one particular machine, which would work nowhere else;
- no trailing blanks, no tab in C++, a newline at the end, no merge marker;
- what begins with #! is executable, and nothing else is;
- no file above one megabyte.
"""
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(rb'(?<![\w.*$}~)-])/(?:work|tmp|root|home/\w+|Users/\w+)(?:/|\b(?![\w-]))')
LARGEST = 1_000_000
problems = []


def check_line(place, line, suffix):
    if MACHINE_PATH.search(line):
        problems.append(f'{place}: a path of this machine: {line.decode(errors="replace").strip()[:80]}')
    if line != line.rstrip(b' \t') and suffix != '.md':
        problems.append(f'{place}: blanks at the end of the line')
    if b'\t' in line and suffix in ('.cpp', '.hpp'):
        problems.append(f'{place}: a tab')
    if re.match(rb'(<{7}|>{7}) ', line):
        problems.append(f'{place}: a merge marker')


def check(name):
    path = ROOT / name
    content = path.read_bytes()
    if len(content) > LARGEST:
        problems.append(f'{name}: {len(content):,} bytes, more than {LARGEST:,}')
    is_script = content.startswith(b'#!')
    if is_script != os.access(path, os.X_OK):
        problems.append(f'{name}: ' + ('not executable' if is_script else 'executable, but no script'))
    if b'\0' in content:
        return  # binary
    if content and not content.endswith(b'\n'):
        problems.append(f'{name}: no newline at the end')
    for number, line in enumerate(content.split(b'\n'), 1):
        check_line(f'{name}:{number}', line, path.suffix)


names = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], cwd=ROOT, check=True,
                       capture_output=True, text=True).stdout
for file_name in filter(None, names.split('\0')):
    if (ROOT / file_name).is_file():
        check(file_name)
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
