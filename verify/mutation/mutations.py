"""Small faults for emitted files, in both languages: the ways a generator goes wrong.

mutate(text, kind, language, draw) returns the text with one fault of that kind at a place that `draw` chooses, or
nothing where the kind has no place in it. The fault is always a difference in the text; whether it is one in behaviour
is for a proof to say.
"""
import re

MAPPED = ['init bit', 'init bit', 'pins', 'wire', 'carry']
PORTABLE = ['shift', 'choice', 'sign', 'wire', 'carry']
PIPELINED = ['stage']


def kinds(style, is_pipelined):
    return (PORTABLE if style == 'portable' else MAPPED) + (PIPELINED if is_pipelined else [])


def split(text, language):
    """The declarations, and what follows them: only that is changed."""
    begin = text.index('\n);\n') if language == 'verilog' else text.index('\nbegin\n')
    return text[:begin], text[begin:]


def replace(body, span, new):
    return body[:span[0]] + new + body[span[1]:]


def choose(draw, items):
    return draw.choice(items) if items else None


def code_matches(pattern, body, language):
    """Matches outside comments."""
    comment = '//' if language == 'verilog' else '--'
    for match in re.finditer(pattern, body, flags=re.M):
        line = body[body.rfind('\n', 0, match.start()) + 1:match.start()]
        if comment not in line:
            yield match


def init_bit(body, language, draw):
    """Another entry in a LUT's table."""
    pattern = r"INIT\(\d+'h([0-9A-F]+)\)" if language == 'verilog' else r'INIT\s*=>\s*X"([0-9A-F]+)"'
    match = choose(draw, list(code_matches(pattern, body, language)))
    if match is None:
        return None
    digits = match[1]
    value = int(digits, 16) ^ (1 << draw.randrange(4 * len(digits)))
    return replace(body, match.span(1), f'{value:0{len(digits)}X}')


def pins(body, language, draw):
    """Two inputs of a LUT exchanged."""
    line_pattern = r'\.I0\(.*' if language == 'verilog' else r'I0 => .*'
    pin_pattern = r'\.I\d\(([^()]*)\)' if language == 'verilog' else r'I\d => ([^,\s]+)'
    match = choose(draw, list(code_matches(line_pattern, body, language)))
    if match is None:
        return None
    found = list(re.finditer(pin_pattern, match[0]))
    if len(found) < 2:
        return None
    first, second = sorted(draw.sample(range(len(found)), 2))
    line = replace(match[0], found[second].span(1), found[first][1])
    return replace(body, match.span(), replace(line, found[first].span(1), found[second][1]))


def wire(body, language, draw):
    """Another bit of the same signal."""
    pattern = r'\b([a-z]\w*)\[(\d+)\]' if language == 'verilog' else r'\b([a-z]\w*)\((\d+)\)'
    found = list(code_matches(pattern, body, language))
    match = choose(draw, found)
    if match is None:
        return None
    others = sorted({other[2] for other in found if other[1] == match[1]} - {match[2]}, key=int)
    other = choose(draw, others)
    return other and replace(body, match.span(2), other)


def carry(body, language, draw):
    """A carry-in lost or added: of a carry block, or of a sum."""
    if language == 'verilog':
        patterns = [r"\.(?:CYINIT|CI)\((.*)\)", r" \+ \d+'d(\d)(?=;)", r"_carry_in = 1'b([01]);"]
        constants = ["1'b0", "1'b1"]
    else:
        patterns = [r"\b(?:CYINIT|CI) => ([^,]+)", r" \+ '([01])'", r"'([01])' when (?!others)"]
        constants = ["'0'", "'1'"]
    match = choose(draw, [match for pattern in patterns for match in code_matches(pattern, body, language)])
    if match is None:
        return None
    if match[1] in ('0', '1'):
        return replace(body, match.span(1), '1' if match[1] == '0' else '0')
    return replace(body, match.span(1), constants[1] if match[1] == constants[0] else constants[0])


def shift(body, language, draw):
    """Another shift of an operand where it is read."""
    assigned = r'(?!\s*=)' if language == 'verilog' else r'(?!\s*<=)'
    found = list(code_matches(r'\b(\w+)_shl(\d+)\b' + assigned, body, language))
    match = choose(draw, found)
    if match is None:
        return None
    others = sorted({other[0] for other in found if other[1] == match[1]} - {match[0]})
    other = choose(draw, others)
    return other and replace(body, match.span(), other)


def choice(body, language, draw):
    """Two alternatives of a multiplexer exchanged: wrong coefficients under two codes."""
    block = (r'case \(\w+\)\n(?:.*: \w+ = .*;\n)+' if language == 'verilog' else
             r'with \w+ select\n.*<=\n(?:.* when .*\n)+')
    value = r': \w+ = (.*);' if language == 'verilog' else r'^ *(\S.*) when '
    match = choose(draw, list(re.finditer(block, body)))
    if match is None:
        return None
    found = list(re.finditer(value, match[0], flags=re.M))
    if len(found) < 2:
        return None
    first, second = sorted(draw.sample(range(len(found)), 2))
    text = replace(match[0], found[second].span(1), found[first][1])
    return replace(body, match.span(), replace(text, found[first].span(1), found[second][1]))


def sign(body, language, draw):
    """A complement lost, or an addition instead of a subtraction and the other way round."""
    complement = '~' if language == 'verilog' else r'\bnot '
    found = list(code_matches(complement + r'(?=[a-z])| [+-] (?=[a-z{(])', body, language))
    match = choose(draw, found)
    if match is None:
        return None
    return replace(body, match.span(), {' + ': ' - ', ' - ': ' + '}.get(match[0], ''))


def stage(body, language, draw):
    """A register passed by: what is read comes a cycle too early."""
    names = set(re.findall(r'\b[a-z]\w*', body))
    match = choose(draw, list(code_matches(r'\b([a-z]\w*?)_q(\d+)\b(?!\s*<=)', body, language)))
    if match is None:
        return None
    before = f'{match[1]}_q{int(match[2]) - 1}'
    return replace(body, match.span(), before if before in names else match[1])


FAULTS = {'init bit': init_bit, 'pins': pins, 'wire': wire, 'carry': carry, 'shift': shift, 'choice': choice,
          'sign': sign, 'stage': stage}


def mutate(text, kind, language, draw):
    head, body = split(text, language)
    changed = FAULTS[kind](body, language, draw)
    return None if changed is None or changed == body else head + changed
