#!/usr/bin/env python3
"""Compares every VHDL unit in rtl/vhdl with its Verilog twin in rtl/verilog.

Usage: verify/rtl/lockstep.py [--keep] [UNIT...]

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

from comparison import REPLAYED, Comparison
from ghdl_netlist import STANDARD, WARNINGS, ToolError, compile_order, run
from units import CASES

HERE = Path(__file__).resolve().parent
RTL = HERE.parents[1] / 'rtl'
PACKAGES = {'verilator': 'verilator', 'ghdl': 'ghdl', 'yosys': 'yosys'}
PREPARE = 'opt_expr; opt_clean; memory_dff; memory_collect; memory_map; opt_clean'


def copy_sources(cases, work):
    """The VHDL of the units and of the faulty copies, and the Verilog, below folders with plain names."""
    shutil.copytree(RTL / 'vhdl', work / 'vhdl')
    shutil.copytree(RTL / 'verilog', work / 'verilog')
    shutil.copytree(RTL / 'sim' / 'verilog', work / 'models')
    for case in cases:
        if case.fault:
            text = (work / 'vhdl' / f'{case.unit}.vhd').read_text()
            old, new = case.fault
            if text.count(old) != 1:
                raise ToolError(f'{case}: "{old}" is not there once')
            text = re.sub(rf'\b{case.unit}\b', case.entity, text.replace(old, new))
            (work / 'vhdl' / f'{case.entity}.vhd').write_text(text)


def analyse(work):
    """Analyses the simulation models and the units; a warning of GHDL's is an error."""
    models = [RTL / 'sim' / 'vhdl' / name for name in ('lookup.vhd', 'vcomponents.vhd')]
    rest = sorted(path for path in (RTL / 'sim' / 'vhdl').glob('*.vhd') if path not in models)
    (work / 'simulation').mkdir()
    (work / 'synthesis').mkdir()
    run(['ghdl', '-a', STANDARD, '--work=unisim', *models, *rest], work / 'simulation')
    run(['ghdl', '-a', STANDARD, '--work=unisim', *models[1:]], work / 'synthesis')
    run(['ghdl', '-a', STANDARD, '-P.', *WARNINGS, '--warn-error', *compile_order(work / 'vhdl')], work / 'simulation')


def simulate(comparisons, work):
    """Verilator, all cases at once; the problems found."""
    cycles = max(comparison.case.cycles for comparison in comparisons)
    top = ['module lockstep;', '  reg clk;', '  reg [31:0] cycle;',
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
         '-MAKEFLAGS', 'OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0', '--timescale', '1ns/1ps',
         '--top-module', 'lockstep', '-Mdir', 'verilator',
         *sorted((work / 'models').glob('*.v')), *sorted((work / 'verilog').glob('*.v')), HERE / 'stimulus.v',
         HERE / 'layer_stimulus.v', 'netlists.v', 'lockstep.v'], work)
    output = run([work / 'verilator' / 'Vlockstep'], work)
    problems = [line for line in output.splitlines() if ' in VHDL' in line]
    return problems if f'compared: {cycles} cycles' in output else [*problems, output[-2000:]]


def replay(comparisons, work):
    """GHDL, all cases at once, with what went in and came out of the Verilog."""
    text = ['library ieee;', 'use ieee.std_logic_1164.all;', 'use std.textio.all;', 'entity replay is',
            'end entity replay;', 'architecture test of replay is', 'begin',
            *(comparison.replay() for comparison in comparisons), 'end architecture test;']
    (work / 'replay.vhd').write_text('\n'.join(text) + '\n')
    flags = [STANDARD, '-Psimulation', '--workdir=simulation']
    run(['ghdl', '-a', *flags, 'replay.vhd'], work)
    run(['ghdl', '-e', *flags, 'replay'], work)
    output = run(['ghdl', '-r', *flags, 'replay', '--ieee-asserts=disable'], work)
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
    unit = f'{comparison.case.unit} #({comparison.verilog_generics()})'
    (folder / 'gold.v').write_text(comparison.wrapper('gold', unit))
    (folder / 'gate.v').write_text(comparison.wrapper('gate', comparison.netlist.name))
    # Yosys puts what lies behind "else if" in generate statements into scopes of its own.
    script = f"""read_verilog gold.v
hierarchy -top gold -libdir ../verilog -libdir ../models
proc
flatten
write_rtlil gold.il
! sed -Ei 's/genblk[0-9]+\\.//g' gold.il
design -reset
read_rtlil gold.il
{PREPARE}
design -stash gold
read_verilog vhdl.v gate.v
hierarchy -top gate -libdir ../models
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


def judge(found, cases):
    """What is wrong: what was found in units without a fault, and faults that a step did not find."""
    faulty = {str(case) for case in cases if case.fault}
    problems = [f'{step}: {text}' for step, texts in found.items() for text in texts
                if not any(text.startswith(f'{name}: ') for name in faulty)]
    problems += [f'{step}: {name}: not found' for step, texts in found.items() for name in faulty
                 if not any(text.startswith(f'{name}: ') for text in texts)]
    return problems


def main():
    for program, package in PACKAGES.items():
        if not shutil.which(program):
            sys.exit(f'lockstep: {program} is missing: install the package {package}')
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('unit', nargs='*', help='compare only these units')
    parser.add_argument('--keep', action='store_true', help='keep what the tools wrote, and say where')
    options = parser.parse_args()
    cases = [case for case in CASES if not options.unit or case.unit in options.unit]
    with (contextlib.nullcontext(tempfile.mkdtemp()) if options.keep else tempfile.TemporaryDirectory()) as name:
        work = Path(name)
        if options.keep:
            print(work)
        copy_sources(cases, work)
        analyse(work)
        with ThreadPoolExecutor(2) as pool:
            comparisons = list(pool.map(lambda item: Comparison(*item, work), enumerate(cases)))
            proofs = pool.map(lambda comparison: attempt(lambda: prove(comparison, work)), comparisons)
            found = {'netlist': attempt(lambda: simulate(comparisons, work)),
                     'simulation': attempt(lambda: replay(comparisons, work)),
                     'proof': [problem for problems in proofs for problem in problems]}
    problems = judge(found, cases)
    right = [case for case in cases if not case.fault]
    print('\n'.join(problems) or f'{len(right)} cases agree, {sum(case.prove for case in right)} of them proven; '
          f'{len(cases) - len(right)} faults found')
    return 1 if problems else 0


if __name__ == '__main__':
    try:
        sys.exit(main())
    except ToolError as error:
        sys.exit(str(error))
