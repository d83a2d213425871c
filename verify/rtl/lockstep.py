#!/usr/bin/env python3
"""Compares every VHDL unit in rtl/vhdl with its Verilog twin in rtl/verilog. Usage: verify/rtl/lockstep.py [--keep] [UNIT...]

- GHDL accepts every VHDL file with its warnings on;
- GHDL's netlist of the VHDL and the Verilog have the same outputs in every cycle of a random simulation (Verilator);
- the VHDL itself, simulated by GHDL, has the outputs that the Verilog had there;
- Yosys proves the two equal for every input and for ever, where units.py asks for it.
"""
import argparse
import contextlib
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ghdl_netlist import STANDARD, WARNINGS, Netlist, ToolError, compile_order, run
from units import CASES

HERE = Path(__file__).resolve().parent
RTL = HERE.parents[1] / 'rtl'
PACKAGES = {'verilator': 'verilator', 'ghdl': 'ghdl', 'yosys': 'yosys'}
PREPARE = 'opt_expr; opt_clean; memory_dff; memory_collect; memory_map; opt_clean'
REPLAYED = 1000  # cycles that GHDL simulates again


def analyse(work):
    """Analyses the simulation models and the units; returns what GHDL warned of."""
    models = [RTL / 'sim' / 'vhdl' / name for name in ('lookup.vhd', 'vcomponents.vhd')]
    rest = sorted(path for path in (RTL / 'sim' / 'vhdl').glob('*.vhd') if path not in models)
    (work / 'simulation').mkdir()
    (work / 'synthesis').mkdir()
    run(['ghdl', '-a', STANDARD, '--work=unisim', *models, *rest], work / 'simulation')
    # Without the entities that model the primitives: these would be synthesised.
    run(['ghdl', '-a', STANDARD, '--work=unisim', *models[1:]], work / 'synthesis')
    units = compile_order(RTL / 'vhdl')
    run(['ghdl', '-a', STANDARD, '-P.', *WARNINGS, '--warn-error', *units], work / 'simulation')
    run(['ghdl', '-a', STANDARD, '-P.', *units], work / 'synthesis')


class Comparison:
    """A case of units.py with the netlist of its VHDL and the text of its comparison in Verilog."""

    def __init__(self, number, case, work):
        self.case = case
        self.name = f'case_{number}'
        self.netlist = Netlist(case.unit, case.generics, f'{case.unit}_vhdl_{number}', compile_order(RTL / 'vhdl'),
                               work / 'synthesis')
        self.inputs = [(name, width) for direction, name, width in self.netlist.ports if direction == 'input']
        self.outputs = [(name, width) for direction, name, width in self.netlist.ports if direction == 'output']
        self.seed = 1000 * number + 1
        # Verilator 5.006 computes carries wrongly that lie in one vector, as they must in VHDL.
        self.lockstep = not case.generics.get('STYLE')

    def streams(self):
        """Prefixes of the inputs that must hold still from valid to ready, the longest first."""
        names = {name for _, name, _ in self.netlist.ports}
        found = [re.sub(r't?valid$', '', name) for name, _ in self.inputs if re.search(r'valid$', name)]
        return sorted((prefix for prefix in found if prefix + 'ready' in names or prefix + 'tready' in names),
                      key=len, reverse=True)

    def stimulus(self):
        """The sources of all inputs but the clock."""
        lines = []
        streams = self.streams()
        names = {name for _, name, _ in self.netlist.ports}
        for prefix in streams:
            lines.append(f'  reg {prefix}hold;')
            lines.append('  always @(posedge clk) '
                         f'{prefix}hold <= {self.valid(prefix, names)} && !{self.ready(prefix, names)};')
        for index, (name, width) in enumerate(self.inputs):
            if name in ('aclk', 'clk'):
                continue
            hold = next((f'{prefix}hold' for prefix in streams if name.startswith(prefix)), "1'b0")
            seed = self.seed + index
            if name == 'aresetn':
                lines.append(f'  random_reset #(.SEED({seed})) {name}_source (.clk(clk), .value({name}));')
            elif width == 1:
                lines.append(f'  random_bit #(.SEED({seed})) {name}_source (.clk(clk), .hold({hold}), .value({name}));')
            else:
                lines.append(f'  random_word #(.SEED({seed}), .WIDTH({width})) {name}_source '
                             f'(.clk(clk), .hold({hold}), .value({name}));')
        return lines

    @staticmethod
    def valid(prefix, names):
        return prefix + ('tvalid' if prefix + 'tvalid' in names else 'valid')

    @staticmethod
    def ready(prefix, names):
        return prefix + ('tready' if prefix + 'tready' in names else 'ready')

    def verilog_generics(self):
        return ', '.join(f'.{key}("{value}")' if isinstance(value, str) else f'.{key}({value})'
                         for key, value in self.case.generics.items())

    def verilog(self):
        """A module that stimulates both, compares them, and writes what went in and came out to a file."""
        lines = [f'module {self.name} (input wire clk, input wire [31:0] cycle);', '  integer file;', '  reg failed;']
        for name, width in self.inputs:
            lines.append(f'  wire [{width - 1}:0] {name};')
        for name, width in self.outputs:
            lines.append(f'  wire [{width - 1}:0] {name};')
            lines.append(f'  wire [{width - 1}:0] {name}_vhdl;')
        lines += [f'  assign {name} = clk;' for name, _ in self.inputs if name in ('aclk', 'clk')]
        lines += self.case.stimulus(self) if self.case.stimulus else self.stimulus()
        inputs = ', '.join(f'.{name}({name})' for name, _ in self.inputs)
        sides = [(f'{self.case.unit} #({self.verilog_generics()})', 'verilog', '')]
        if self.lockstep:
            sides.append((self.netlist.name, 'vhdl', '_vhdl'))
        for module, label, suffix in sides:
            outputs = ', '.join(f'.{name}({name}{suffix})' for name, _ in self.outputs)
            lines.append(f'  {module} {label} ({inputs}, {outputs});')
        lines.append('  always @(posedge clk) begin')
        for name, _ in self.outputs if self.lockstep else []:
            lines += [f'    if (!failed && {name} != {name}_vhdl) begin',
                      f'      $display("{self.case}: cycle %0d: {name} is %h in Verilog, %h in VHDL", cycle, {name}, '
                      f'{name}_vhdl);', '      failed <= 1\'b1;', '    end']
        values = ', '.join(name for name, _ in [*self.inputs[:], *self.outputs] if name not in ('aclk', 'clk'))
        lines += [f'    if (cycle < {REPLAYED}) $fdisplay(file, "%b", {{{values}}});', '  end',
                  f'  initial begin file = $fopen("{self.name}.txt", "w"); failed = 1\'b0; end', 'endmodule']
        return '\n'.join(lines)

    def wrapper(self, name, unit):
        """A Verilog module of that name around one instance."""
        ports = ', '.join(f'{direction} wire [{width - 1}:0] {port}' for direction, port, width in self.netlist.ports)
        connections = ', '.join(f'.{port}({port})' for _, port, _ in self.netlist.ports)
        return f'module {name} ({ports});\n  {unit} unit ({connections});\nendmodule\n'

    def replay(self):
        """A VHDL block that repeats what the file holds."""
        generics = ', '.join(f'{key} => "{value}"' if isinstance(value, str) else f'{key} => {value}'
                             for key, value in self.case.generics.items())
        driven = [(name, width) for name, width in self.inputs if name not in ('aclk', 'clk')]
        wide = {name for direction, name, width, is_vector in self.shapes() if is_vector}
        total = sum(width for _, width in driven + self.outputs)
        lines = [f'  {self.name} : block is']
        for name, width in driven + self.outputs:
            kind = f'std_logic_vector({width - 1} downto 0)' if name in wide else 'std_logic'
            lines.append(f'    signal {name} : {kind};')
        lines += ['    signal clk : std_logic := \'0\';', '  begin', f'    unit : entity work.{self.case.unit}']
        if generics:
            lines.append(f'      generic map ({generics})')
        lines.append('      port map (' + ', '.join(
            f'{name} => {"clk" if name in ("aclk", "clk") else name}' for _, name, _ in self.netlist.ports) + ');')
        lines += ['    process is', f'      file vectors : text open read_mode is "{self.name}.txt";',
                  '      variable row : line;', f'      variable bits : std_logic_vector({total - 1} downto 0);',
                  '      variable cycle : natural := 0;', '      variable failed : boolean := false;',
                  f'      variable known : std_logic_vector(0 to {len(self.outputs) - 1}) := (others => \'0\');', '    begin',
                  '      while not endfile(vectors) loop', '        readline(vectors, row);',
                  '        read(row, bits);', '        clk <= \'0\';']
        high = total - 1
        for name, width in driven:
            part = f'bits({high} downto {high - width + 1})' if name in wide else f'bits({high})'
            lines.append(f'        {name} <= {part};')
            high -= width
        lines += ['        wait for 5 ns;']
        for index, (name, width) in enumerate(self.outputs):
            part = f'bits({high} downto {high - width + 1})' if name in wide else f'bits({high})'
            lines += [f'        if not is_x({name}) then', f'          known({index}) := \'1\';', '        end if;']
            # What was never written is unknown in VHDL and zero in Verilator.
            lines += [f'        if not failed and not is_x({name}) and {name} /= {part} then',
                      f'          report "{self.case}: cycle " & to_string(cycle) & ": {name} is " & '
                      f'to_string({part}) & " in Verilog, " & to_string({name}) & " in VHDL";',
                      '          failed := true;', '        end if;']
            high -= width
        lines += ['        clk <= \'1\';', '        wait for 5 ns;', '        cycle := cycle + 1;', '      end loop;',
                  f'      report "replayed {self.name}: " & to_string(cycle) & " cycles, known " & to_string(known);', '      wait;',
                  '    end process;', '  end block;']
        return '\n'.join(lines)

    def shapes(self):
        """The ports with whether each is a vector: a vector of one bit is no std_logic."""
        text = re.search(rf'entity {self.case.unit} is(.*?)end entity', (RTL / 'vhdl' / f'{self.case.unit}.vhd')
                         .read_text(), re.S | re.I)[1]
        vectors = {name.strip() for names in re.findall(r'([\w, ]+?) *: *(?:in|out) +std_logic_vector', text, re.M)
                   for name in names.split(',')}
        return [(*port, port[1] in vectors) for port in self.netlist.ports]


def simulate(comparisons, work):
    """Verilator, all cases at once; the problems found."""
    cycles = max(comparison.case.cycles for comparison in comparisons)
    top = ['`timescale 1ns / 1ps', 'module lockstep;', '  reg clk;', '  reg [31:0] cycle;',
           '  initial begin', "    clk = 1'b0;", "    cycle = 32'd0;", '  end', '  always #5 clk = !clk;',
           "  always @(posedge clk) begin", "    cycle <= cycle + 32'd1;", f'    if (cycle == {cycles}) begin',
           '      $display("compared: %0d cycles", cycle);', '      $finish;', '    end', '  end']
    top += [f'  {comparison.name} {comparison.name}_run (.clk(clk), .cycle(cycle));' for comparison in comparisons]
    top += ['endmodule']
    text = '\n'.join([*top, *(comparison.verilog() for comparison in comparisons)])
    (work / 'lockstep.v').write_text(text + '\n')
    netlists = [comparison.netlist.text for comparison in comparisons if comparison.lockstep]
    (work / 'netlists.v').write_text('\n'.join(netlists))
    run(['verilator', '--binary', '-Wno-fatal', '-Wno-lint', '-Werror-UNOPTFLAT', '-j', '2',
         # Compiling dominates: the cycles are few.
         '-MAKEFLAGS', 'OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0', '--top-module', 'lockstep', '-Mdir', 'verilator',
         *sorted((RTL / 'sim' / 'verilog').glob('*.v')), *sorted((RTL / 'verilog').glob('*.v')), HERE / 'stimulus.v',
         'netlists.v', 'lockstep.v'], work)
    output = run([work / 'verilator' / 'Vlockstep'], work)
    problems = [line for line in output.splitlines() if ' in VHDL' in line]
    return problems if f'compared: {cycles} cycles' in output else [*problems, output[-2000:]]


def replay(comparisons, work):
    """GHDL, all cases at once, with what went in and came out of the Verilog."""
    text = ['library ieee;', 'use ieee.std_logic_1164.all;', 'use std.textio.all;', 'entity replay is',
            'end entity replay;', 'architecture test of replay is', 'begin',
            *(comparison.replay() for comparison in comparisons), 'end architecture test;']
    (work / 'replay.vhd').write_text('\n'.join(text) + '\n')
    library = ['ghdl', '-a', STANDARD, '-Psimulation', '--workdir=simulation', 'replay.vhd']
    run(library, work)
    run(['ghdl', '-e', STANDARD, '-Psimulation', '--workdir=simulation', 'replay'], work)
    output = run(['ghdl', '-r', STANDARD, '-Psimulation', '--workdir=simulation', 'replay', '--ieee-asserts=disable'],
                 work)
    problems = re.findall(r'\(report note\): (.* in VHDL)$', output, re.M)
    for comparison in comparisons:
        ended = re.search(rf'replayed {comparison.name}: {REPLAYED} cycles, known ([01]+)', output)
        if not ended:
            problems.append(f'{comparison.case}: the replay did not end')
        elif '0' in ended[1]:
            problems.append(f'{comparison.case}: outputs that VHDL never knew: {ended[1]}')
    return problems


def prove(comparison, work):
    """Yosys; the problem found, if any. Registers of the same name are assumed equal and proven to stay so."""
    if not comparison.case.prove:
        return []
    folder = work / comparison.name
    folder.mkdir()
    (folder / 'vhdl.v').write_text(comparison.netlist.text)
    # Parameters set by hierarchy -chparam would be unsigned.
    (folder / 'gold.v').write_text(comparison.wrapper('gold', f'{comparison.case.unit} #({comparison.verilog_generics()})'))
    (folder / 'gate.v').write_text(comparison.wrapper('gate', comparison.netlist.name))
    models = ' '.join(str(path) for path in sorted((RTL / 'sim' / 'verilog').glob('*.v')))
    sources = ' '.join(str(path) for path in sorted((RTL / 'verilog').glob('*.v')))
    # Yosys puts what lies behind "else if" in generate statements into scopes of its own.
    script = f"""read_verilog {models} {sources} gold.v
hierarchy -top gold
proc
flatten
write_rtlil gold.il
! sed -Ei 's/genblk[0-9]+\\.//g' gold.il
design -reset
read_rtlil gold.il
{PREPARE}
design -stash gold
read_verilog {models} vhdl.v gate.v
hierarchy -top gate
proc
flatten
{PREPARE}
design -stash gate
design -copy-from gold gold
design -copy-from gate gate
equiv_make gold gate equiv
hierarchy -top equiv
opt_clean
equiv_simple -undef
equiv_induct -undef
tee -q -o status.txt equiv_status
"""
    (folder / 'proof.ys').write_text(script)
    run(['yosys', '-q', 'proof.ys'], folder)
    status = (folder / 'status.txt').read_text()
    if re.search(r'Found [1-9]\d* \$equiv cells', status) and 'Equivalence successfully proven!' in status:
        return []
    # "Unproven $equiv $auto$...: \sum_q_gold [0] \n16_q_gate [0]"
    unproven = re.findall(r'Unproven \$equiv \S+ \\(.*?)_gold', status)
    return [f'{comparison.case}: not proven equal: {" ".join(dict.fromkeys(unproven)) or status}']


def attempt(step):
    """The problems that a step found, or why it could not be done: the other steps may say more."""
    try:
        return step()
    except ToolError as error:
        return [str(error)]


def main():
    for program, package in PACKAGES.items():
        if not shutil.which(program):
            sys.exit(f'lockstep: {program} is missing: install the package {package}')
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('unit', nargs='*', help='compare only these units')
    parser.add_argument('--keep', action='store_true', help='keep what the tools wrote, and say where')
    options = parser.parse_args()
    cases = [case for case in CASES if not options.unit or case.unit in options.unit]
    problems = []
    with (contextlib.nullcontext(tempfile.mkdtemp()) if options.keep else tempfile.TemporaryDirectory()) as name:
        work = Path(name)
        if options.keep:
            print(work)
        analyse(work)
        with ThreadPoolExecutor(2) as pool:
            comparisons = list(pool.map(lambda item: Comparison(*item, work), enumerate(cases)))
            proofs = pool.map(lambda comparison: attempt(lambda: prove(comparison, work)), comparisons)
            problems += [f'netlist: {text}' for text in attempt(lambda: simulate(comparisons, work))]
            problems += [f'simulation: {text}' for text in attempt(lambda: replay(comparisons, work))]
            problems += [f'proof: {text}' for texts in proofs for text in texts]
    proven = sum(case.prove for case in cases)
    print('\n'.join(problems) or f'{len(cases)} cases agree, {proven} of them proven')
    return 1 if problems else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except ToolError as error:
        sys.exit(str(error))
