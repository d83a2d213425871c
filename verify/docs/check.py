#!/usr/bin/env python3
"""Checks the documents against what they speak of. Usage: verify/docs/check.py [PROGRAM]

- every relative link in a Markdown file leads to a file, and to a heading where it names one;
- CHANGELOG.md has a section for the version of CMakeLists.txt;
- every verb that README.md calls exists in `rccm --help`, and every long option in that verb's help.
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
problems = []


def tracked(pattern):
    names = subprocess.run(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', pattern],
                           cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in names.split('\0') if name and (ROOT / name).exists()]


def without_code(text):
    return re.sub(r'`[^`\n]*`', '', re.sub(r'^```.*?^```', '', text, flags=re.M | re.S))


def anchors(path):
    """The names that a forge gives the headings of a file."""
    headings = re.findall(r'^#+ +(.*?) *$', re.sub(r'^```.*?^```', '', path.read_text(), flags=re.M | re.S), flags=re.M)
    return {re.sub(r'[^\w\- ]', '', heading.lower()).replace(' ', '-') for heading in headings}


def check_links(path):
    for target in re.findall(r'\]\(([^)\s]+)[^)]*\)', without_code(path.read_text())):
        if re.match(r'[a-z]+:', target):
            continue
        name, _, anchor = target.partition('#')
        place = (path.parent / name).resolve() if name else path
        if not place.exists():
            problems.append(f'{path.relative_to(ROOT)}: link to {target}: no such file')
        elif anchor and place.suffix == '.md' and anchor not in anchors(place):
            problems.append(f'{path.relative_to(ROOT)}: link to {target}: no such heading')


def check_version():
    version = re.search(r'project\(rccm VERSION ([\d.]+)', (ROOT / 'CMakeLists.txt').read_text()).group(1)
    if not re.search(rf'^## \[{re.escape(version)}\]', (ROOT / 'CHANGELOG.md').read_text(), flags=re.M):
        problems.append(f'CHANGELOG.md: no section "## [{version}]", the version of CMakeLists.txt')


def help_of(program, *verb):
    return subprocess.run([program, *verb, '--help'], capture_output=True, text=True).stdout


def check_commands(program):
    listed = re.search(r'^Verbs:\n((?:  .*\n)+)', help_of(program), flags=re.M)
    verbs = set(re.findall(r'^  (\w+)', listed.group(1), flags=re.M)) if listed else set()
    # A command may go on over lines that end in a backslash.
    readme = (ROOT / 'README.md').read_text().replace('\\\n', ' ')
    for verb, rest in re.findall(r'(?:^|[`/ (])rccm ([a-z]+)\b([^`|\n]*)', code_of(readme), flags=re.M):
        if verb not in verbs:
            problems.append(f'README.md: `rccm {verb}`: rccm --help lists no such verb')
            continue
        known = set(re.findall(r'--[a-z][\w-]*', help_of(program, verb)))
        for option in re.findall(r'(?<!\S)--[a-z][\w-]*', rest):
            if option not in known:
                problems.append(f'README.md: `rccm {verb} {option}`: rccm {verb} --help lists no such option')


def code_of(text):
    """The fenced blocks and inline code, where commands stand; prose may say "rccm designs"."""
    return '\n'.join(re.findall(r'^```.*?^```', text, flags=re.M | re.S) + re.findall(r'`[^`\n]+`', without_fences(text)))


def without_fences(text):
    return re.sub(r'^```.*?^```', '', text, flags=re.M | re.S)


for document in tracked('*.md'):
    check_links(document)
check_version()
check_commands(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / 'build' / 'rccm'))
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
