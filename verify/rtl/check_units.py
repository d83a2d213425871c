#!/usr/bin/env python3
"""Lints every unit in Verilator and Yosys and simulates them against plain models. Usage: verify/rtl/check_units.py"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RTL = HERE.parents[1] / 'rtl'
INCLUDES = [f'-I{RTL / "verilog"}', f'-I{RTL / "sim" / "verilog"}']
CYCLES = 3000

# Module of units_testbench.v and its parameters.
CHECKS = [
    *(('sums_check', {'STYLE': style, 'WIDTH': width, 'VALUE_BITS': value, 'VALUE_SIGNED': signed})
      for style, width, value, signed in ((0, 9, 5, 1), (1, 9, 5, 1), (2, 17, 17, 0), (2, 4, 3, 0))),
    *(('ternary_check', {'STYLE': style, 'WIDTH': width}) for style, width in ((0, 9), (1, 9), (2, 17), (2, 2))),
    *(('shifts_check', {'STYLE': style, 'WIDTH': width, 'SHIFT': shift})
      for style, width, shift in ((0, 9, 2), (1, 9, 1), (2, 17, 3), (2, 2, 5))),
    ('requantiser_check', {'KIND': 0}),
    ('requantiser_check', {'KIND': 1, 'STYLE': 1, 'RELU': 0, 'LOW': -128, 'HIGH': 127, 'SHIFT': 15, 'SUM': 14}),
    ('requantiser_check', {'KIND': 1, 'STYLE': 2, 'SHIFT': 1, 'FACTOR': 8, 'SUM': 9, 'BIAS': 12}),
    ('requantiser_check', {'KIND': 1, 'STYLE': 0, 'SHIFT': 40, 'SUM': 32, 'BIAS': 31}),
    ('requantiser_check', {'KIND': 2, 'STYLE': 2, 'RELU': 0, 'LOW': -5, 'HIGH': 6, 'BITS': 4, 'SHIFT': 9, 'FACTOR': 8}),
    ('requantiser_check', {'KIND': 2, 'STYLE': 0, 'LOW': 3, 'HIGH': 11, 'BITS': 4}),
    ('pool_check', {'MAXIMUM': 1}),
    ('pool_check', {'MAXIMUM': 1, 'VALUE_SIGNED': 1, 'FOLDS': 1, 'LANES': 1, 'BITS': 8}),
    ('pool_check', {'MAXIMUM': 0, 'HEIGHT': 6, 'WIDTH': 3, 'KERNEL': 3, 'FOLDS': 1, 'STALL': 0}),
    ('pool_check', {'MAXIMUM': 0, 'HEIGHT': 4, 'WIDTH': 4, 'KERNEL': 4, 'FOLDS': 3, 'LANES': 1, 'VALUE_SIGNED': 1}),
    ('pool_check', {'MAXIMUM': 0, 'KERNEL': 1, 'FOLDS': 1, 'LANES': 1}),
    ('residual_check', {}),
    ('residual_check', {'A_SIGNED': 0, 'B_SIGNED': 1, 'FACTOR_A': 3, 'SHIFT': 20, 'LOW': 0, 'HIGH': 255, 'LANES': 1}),
    *(('width_check', {'IN': given, 'OUT': wanted}) for given, wanted in ((1, 4), (2, 6), (4, 1), (2, 2))),
]

# Parameters beside the defaults with which units are linted.
LINTS = {
    'layer_shell': [{'READ_WIDTH': 2, 'LANE_SKEW': 1, 'IN_CHANNELS': 17, 'OUT_CHANNELS': 18, 'OUTPUT_BITS': 7,
                     'OUTPUT_HIGH': 127, 'REQUANTISER': 2, 'ROW_SLOTS': 7},
                    {'KERNEL': 1, 'PAD_TOP': 0, 'PAD_LEFT': 0, 'HEIGHT': 1, 'WIDTH': 1, 'OUT_HEIGHT': 1, 'OUT_WIDTH': 1,
                     'ROW_SLOTS': 2, 'ELEMENT_LATENCY': 1, 'READ_WIDTH': 16}],
    'width_converter': [{'WORDS_IN': 4, 'WORDS_OUT': 1}, {'WORDS_IN': 2, 'WORDS_OUT': 2}],
    'requantiser': [{'KIND': kind, 'STYLE': 2, 'SHIFT': shift} for kind in (0, 1, 2) for shift in (1, 40)],
    'add_sub': [{'STYLE': 1}, {'STYLE': 2}, {'STYLE': 1, 'SHIFT': 1}, {'STYLE': 2, 'SHIFT': 1, 'WIDTH': 1}, {'SHIFT': 3}],
    'accumulator': [{'STYLE': 1}, {'STYLE': 2, 'VALUE_BITS': 20}],
    **{unit: [{'STYLE': 1}, {'STYLE': 2, 'WIDTH': 1}]
       for unit in ('pair_adder', 'ternary_adder', 'ternary_accumulator')},
    'clamp': [{'LOW': -128, 'HIGH': 127}, {'LOW': -7, 'HIGH': 6}],
    'result_credit': [{'GROUP_BEATS': 5}],
    'readout': [{'ELEMENTS': 14, 'READ_WIDTH': 2, 'FULL': 7, 'LAST': 3, 'INTERVAL': 9},
                {'ELEMENTS': 1, 'FULL': 1, 'LAST': 1}],
}


def run(command, **arguments):
    result = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=900, **arguments)
    return result.returncode, result.stdout + result.stderr


def compiler_cache():
    """The environment in which Verilator's output is compiled."""
    launcher = {'OBJCACHE': 'ccache'} if shutil.which('ccache') else {}
    return {**os.environ, **launcher, 'CCACHE_NOHASHDIR': '1'}


def lint():
    """What Verilator and Yosys say of the units."""
    texts = []
    for source in sorted((RTL / 'verilog').glob('*.v')):
        for parameters in [{}, *LINTS.get(source.stem, [])]:
            status, text = run(['verilator', '--lint-only', '-Wall', *INCLUDES, '--top-module', source.stem,
                                *(f'-G{name}={value}' for name, value in parameters.items()), source])
            if status or text:
                texts.append(f'{source.stem} {parameters}: {text}')
    status, text = run(['yosys', '-q', '-p', f'read_verilog {RTL / "verilog"}/*.v; '
                        'read_verilog -lib +/xilinx/cells_sim.v; '
                        'hierarchy -check -top layer_shell; proc; check -assert'])
    if status or text:
        texts.append(text)
    return texts


def simulate(work):
    """What the benches find."""
    instances = ''
    for i, (module, parameters) in enumerate(CHECKS):
        pins = ', '.join(f'.{name}({value})' for name, value in parameters.items())
        instances += f'  wire [31:0] errors{i};\n  {module} #({pins}) check{i} (clk, stop, errors{i});\n'
    reports = ''.join(f'    if (errors{i} != 0) $display("%0d errors in {module} {parameters}", errors{i});\n'
                      for i, (module, parameters) in enumerate(CHECKS))
    total = ' + '.join(f'errors{i}' for i in range(len(CHECKS)))
    (work / 'units.v').write_text(
        'module units;\n  reg clk = 0;\n  reg stop = 0;\n  always #1 clk = !clk;\n' + instances + '  initial begin\n'
        f'    repeat ({CYCLES}) @(posedge clk);\n    stop = 1;\n    repeat (1200) @(posedge clk);\n    #1;\n{reports}'
        f'    $display("errors: %0d", {total});\n    $finish;\n  end\nendmodule\n')
    status, text = run(['verilator', '--binary', '-Wno-fatal', '-Wno-lint', '-Werror-UNOPTFLAT', '--x-initial',
                        'unique', '--top-module', 'units', '-Mdir', '.', '-CFLAGS', '-O0', '-MAKEFLAGS',
                        'OPT_FAST=-O0 OPT_SLOW=-O0', *INCLUDES, work / 'units.v', HERE / 'units_testbench.v'],
                       cwd=work, env=compiler_cache())
    if status:
        return [text]
    _, text = run([work / 'Vunits'])
    return [] if 'errors: 0\n' in text else [text]


def main():
    work = Path(tempfile.mkdtemp(prefix='rccm_units_'))
    problems = lint() + simulate(work)
    if problems:
        print(f'kept: {work}')
    else:
        shutil.rmtree(work)
    print('\n'.join(problems) or f'{len(CHECKS)} benches agree with the models')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
