"""Lets GHDL write a VHDL entity as Verilog, for tools that read no VHDL: Verilator and Yosys."""
import re
import subprocess

STANDARD = '--std=08'
# GHDL 2.0.0 has no -Wall. Left out: --warn-port, as unconnected outputs are meant.
WARNINGS = [f'--warn-{name}' for name in (
    'library', 'default-binding', 'binding', 'reserved', 'nested-comment', 'parenthesis', 'delayed-checks', 'body',
    'specs', 'runtime-error', 'shared', 'hide', 'unused', 'others', 'pure', 'static', 'error')]
MODULE = re.compile(r'^module (\w+).*?^endmodule\n', re.S | re.M)
PORT = re.compile(r'^ +\(?(input|output) +(?:\[(\d+):0\] )?(\w+)[,)]', re.M)


class ToolError(Exception):
    """What a tool said instead of doing its work."""


def run(command, work):
    """The standard output of a tool that must succeed."""
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=work, timeout=600)
    if result.returncode != 0:
        text = result.stdout + result.stderr
        raise ToolError(f'{" ".join(map(str, command))[:200]}\n{text[-3000:]}')
    return result.stdout


def compile_order(folder):
    """The sources of a folder, each behind the entities and packages of the same folder that it uses."""
    texts = {path.stem: path.read_text() for path in sorted(folder.glob('*.vhd'))}
    order = []

    def place(name):
        if name in order or name not in texts:
            return
        for used in re.findall(r'\b(?:entity|use) work\.(\w+)', texts[name]):
            if used != name:
                place(used)
        order.append(name)

    for name in texts:
        place(name)
    return [folder / f'{name}.vhd' for name in order]


def defaults_in(vhdl):
    """What each multiplexer of a netlist in VHDL yields where none of its alternatives is chosen, as Verilog."""
    defaults = {}
    for output, value in re.findall(r'with \w+ select (\w+) <=\n.*?^ +(\S[^\n]*) when others;', vhdl, re.S | re.M):
        value = value.removeprefix('wrap_')
        if match := re.fullmatch(r'''["']([01X]+)["']''', value):
            value = f"{len(match[1])}'b{match[1].lower()}"
        elif match := re.fullmatch(r'[xX]"([0-9a-fA-F]+)"', value):
            value = f"{4 * len(match[1])}'h{match[1]}"
        elif not re.fullmatch(r'\w+', value):
            value = None
        defaults[output] = value
    return defaults


def with_defaults(verilog, vhdl):
    """GHDL 2.0.0 forgets to write the default of a multiplexer in Verilog; its netlist in VHDL has it."""
    defaults = None

    def complete(match):
        nonlocal defaults
        body = match[0]
        if 'default:' in body:
            return body
        if defaults is None:
            defaults = defaults_in(vhdl())
        output = re.search(r'\S+: (\w+) <= ', body)[1]
        if not defaults.get(output):
            raise ToolError(f'the netlist of GHDL has no default for {output}')
        return body.replace('    endcase', f'      default: {output} <= {defaults[output]};\n    endcase')

    return re.sub(r'^    case \(.*?^    endcase', complete, verilog, flags=re.S | re.M)


def scoped(text, source):
    """A module with what lies in generate statements under the names that Verilog gives it: lane_n1_sum_q is
    lane[0].sum_q. `source` is the VHDL, which says which names are labels."""
    words = set(re.findall(r'\w+', source.lower()))
    # GHDL numbers the rounds of a loop from 1, Verilog as the loop does.
    begins = {label: int(begin or 0) for label, begin in
              re.findall(r'^ +(\w+) : (?:if .*|for \w+ in (\d+) to .*) generate$', source, re.M)}
    if not begins:
        return text
    labels = '|'.join(begins)

    def rename(match):
        if match[0].lower() in words:
            return match[0]
        scopes, rest = [], match[0]
        while (part := re.fullmatch(rf'({labels})(?:_n(\d+))?_(\w+)', rest)) and rest.lower() not in words:
            scopes.append(part[1] + (f'[{int(part[2]) - 1 + begins[part[1]]}]' if part[2] else ''))
            rest = part[3]
        return f'\\{".".join([*scopes, rest])} '

    return re.sub(rf'\b(?:{labels})_\w+', rename, text)


class Netlist:
    """A VHDL entity with its generics set, as Verilog: `text` with the top `name`, and its `ports`. `work` holds
    library unisim with nothing but the components: entities that model primitives would be synthesised."""

    def __init__(self, entity, generics, name, sources, work):
        def synthesised(language):
            return run(['ghdl', '--synth', STANDARD, '-P.', f'--out={language}',
                        *(f'-g{key}={value}' for key, value in generics.items()), *sources, '-e', entity], work)

        text = with_defaults(synthesised('verilog'), lambda: synthesised('vhdl'))
        modules = {match[1]: match[0] for match in MODULE.finditer(text)}
        # The vendor's primitives are declared as black boxes, once for every use.
        modules = {key: body for key, body in modules.items() if not re.match(r'LUT\d|CARRY\d', key)}
        top = list(modules)[-1]
        by_length = sorted(sources, key=lambda path: -len(path.stem))
        for key, body in modules.items():
            source = next(path for path in by_length if key.startswith(path.stem))
            modules[key] = scoped(body, source.read_text())
        text = '\n'.join(modules.values())
        for key in modules:
            text = re.sub(rf'\b{key}\b', name if key == top else f'{name}_{key}', text)
        self.name = name
        self.text = text
        header = modules[top].split(';', 1)[0]
        # [(direction, name, width)] in order
        self.ports = [(direction, port, int(high) + 1 if high else 1) for direction, high, port in PORT.findall(header)]
