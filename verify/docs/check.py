#!/usr/bin/env python3
"""Checks the documents against what they speak of. Usage: verify/docs/check.py [PROGRAM]

- every relative link in a Markdown file leads to a file, and to a heading where it names one;
- CHANGELOG.md has a section for the version of CMakeLists.txt;
- every verb of rccm that a document calls exists in `rccm --help`, and every long option in that verb's help.
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


def without_fences(text):
    return re.sub(r'^```.*?^```', '', text, flags=re.M | re.S)


def without_code(text):
    return re.sub(r'`[^`\n]*`', '', without_fences(text))


def code_of(text):
    """The fenced blocks and inline code, where commands stand; prose may say "rccm designs"."""
    return '\n'.join(re.findall(r'^```.*?^```', text, flags=re.M | re.S) + re.findall(r'`[^`\n]+`', without_fences(text)))


def anchors(path):
    """The names that a forge gives the headings of a file."""
    headings = re.findall(r'^#+ +(.*?) *$', without_fences(path.read_text()), flags=re.M)
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


def check_commands(program, documents):
    if not Path(program).exists():
        problems.append(f'{program}: no such program: build it first')
        return
    listed = re.search(r'^Verbs:\n((?:  .*\n)+)', help_of(program), flags=re.M)
    verbs = re.findall(r'^  (\w+)', listed.group(1), flags=re.M) if listed else []
    known = {verb: set(re.findall(r'--[a-z][\w-]*', help_of(program, verb))) for verb in verbs}
    for path in documents:
        # A command may go on over lines that end in a backslash.
        code = code_of(path.read_text().replace('\\\n', ' '))
        for verb, rest in re.findall(r'(?:^|[`/ (])rccm ([a-z]+)\b([^`|\n]*)', code, flags=re.M):
            place = f'{path.relative_to(ROOT)}: `rccm {verb}'
            if verb not in known:
                problems.append(f'{place}`: rccm --help lists no such verb')
                continue
            for option in re.findall(r'(?<!\S)--[a-z][\w-]*', rest):
                if option not in known[verb]:
                    problems.append(f'{place} {option}`: rccm {verb} --help lists no such option')


documents = tracked('*.md')
for document in documents:
    check_links(document)
check_version()
# The changelog also tells of what is gone.
check_commands(sys.argv[1] if len(sys.argv) > 1 else str(ROOT / 'build' / 'rccm'),
               [document for document in documents if document.name != 'CHANGELOG.md'])
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
