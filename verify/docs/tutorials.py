#!/usr/bin/env python3
"""Follows a document literally. Usage: verify/docs/tutorials.py PROGRAM DOCUMENT...

Of a document, in order and in one folder: a block ```sh is run; the block ```text after it shows what it prints, where
a line "..." stands for any number of lines; a block ```python NAME is saved as NAME. Blocks of other kinds are left
alone. Numbers that a reader's run may give otherwise are not compared in their last digits: give them as they are.
"""
import re
import sys
import time
from pathlib import Path

from workplace import Workplace


def blocks(text):
    """Kind, file name and content of the fenced blocks, and the lines they begin in."""
    for match in re.finditer(r'^```(\w+)(?: +(\S+))?\n(.*?)^```$', text, flags=re.M | re.S):
        yield match.group(1), match.group(2), match.group(3), text.count('\n', 0, match.start()) + 1


def missing_line(expected, printed):
    """The first expected line that is not where it should be, or None."""
    lines = [line.rstrip() for line in printed.splitlines()]
    place, may_skip = 0, False
    for line in expected.splitlines():
        line = line.rstrip()
        if line.strip() == '...':
            may_skip = True
            continue
        rest = lines[place:]
        found = rest.index(line) if line in rest else None
        if found is None or (found > 0 and not may_skip):
            return line
        place, may_skip = place + found + 1, False
    return None


def follow(program, document):
    text = Path(document).read_text()
    with Workplace(program) as workplace:
        printed = None
        for kind, name, content, line in blocks(text):
            begin = time.monotonic()
            if kind == 'python' and name:
                (workplace.folder / name).write_text(content)
            elif kind == 'sh':
                status, printed = workplace.run(content)
                print(f'{document}:{line}: {time.monotonic() - begin:.1f} s')
                if status != 0:
                    return f'{document}:{line}: exit status {status}:\n{content}\n{printed}'
            elif kind == 'text' and printed is not None:
                wrong = missing_line(content, printed)
                if wrong is not None:
                    return f'{document}:{line}: this line was not printed where it stands:\n{wrong}\nbut\n{printed}'
    return None


def main():
    problems = [problem for document in sys.argv[2:] if (problem := follow(sys.argv[1], document))]
    print('\n'.join(problems))
    sys.exit(1 if problems else 0)


if __name__ == '__main__':
    main()
