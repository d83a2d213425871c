#!/usr/bin/env python3
"""Proves the contracts of the handshaking units by induction with Yosys' SAT solver. Usage: verify/rtl/check_formal.py

The contracts stand at the ends of the units' files: a beat on offer stays as it is until it is taken; no beat is lost,
doubled or overtaken; the output FIFO never gets more than fits. The proofs hold for runs of any length, for the sizes
below. Every proof is also tried on units with a fault, where it must fail.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

VERILOG = Path(__file__).resolve().parents[2] / 'rtl' / 'verilog'

PROOFS = [
    ('skid_buffer', {'WIDTH': 3}),
    ('stream_fifo', {'WIDTH': 2, 'DEPTH': 4}),
    ('stream_fifo', {'WIDTH': 1, 'DEPTH': 16}),
    ('width_converter', {'WORD_BITS': 2, 'WORDS_IN': 1, 'WORDS_OUT': 4}),
    ('width_converter', {'WORD_BITS': 2, 'WORDS_IN': 2, 'WORDS_OUT': 4}),
    ('width_converter', {'WORD_BITS': 2, 'WORDS_IN': 4, 'WORDS_OUT': 1}),
    ('width_converter', {'WORD_BITS': 2, 'WORDS_IN': 3, 'WORDS_OUT': 3}),
    ('result_credit', {'FIFO_DEPTH': 16, 'FULL': 5, 'LAST': 3, 'INTERVAL': 1, 'GROUP_BEATS': 8}),
    ('result_credit', {'FIFO_DEPTH': 16, 'FULL': 5, 'LAST': 3, 'INTERVAL': 2, 'GROUP_BEATS': 3}),
    ('result_credit', {'FIFO_DEPTH': 16, 'FULL': 1, 'LAST': 1, 'INTERVAL': 1, 'GROUP_BEATS': 1}),
]

# unit, what is written, the fault in its place
FAULTS = [
    ('skid_buffer', 'ready_q ? s_axis_tdata : waiting_q', 's_axis_tdata'),
    ('skid_buffer', 'if (free) offered_q', 'if (free || accept) offered_q'),
    ('stream_fifo', 'valid_q <= pop || (valid_q && !m_axis_tready)', 'valid_q <= pop'),
    ('stream_fifo', '(!held_q[0] && !push)', '!held_q[0]'),
    ('stream_fifo', '!empty && !pause', '!pause'),
    ('width_converter', '!valid_q || (m_axis_tready && final_part)', '!valid_q || m_axis_tready'),
    ('width_converter', 'ends || (valid_q && !m_axis_tready)', 'ends'),
    ('result_credit', 'FIFO_DEPTH - FULL;', 'FIFO_DEPTH - FULL + 1;'),
    ('result_credit', 'FULL * INTERVAL - 2;', 'FULL * INTERVAL - 3;'),
]


def proven(source, unit, parameters):
    """Whether the contract in the file source holds."""
    sets = ' '.join(f'-set {name} {value}' for name, value in parameters.items())
    commands = (f'read_verilog -formal -D FORMAL {source}; chparam {sets} {unit}; prep -top {unit} -flatten; '
                f'memory_map; async2sync; opt; sat -tempinduct -prove-asserts -set-assumes -maxsteps 8 {unit}')
    result = subprocess.run(['yosys', '-p', commands], capture_output=True, text=True, timeout=600)
    text = result.stdout + result.stderr
    if 'Induction step proven: SUCCESS!' in text:
        return True
    if 'model found for base case: FAIL!' in text or 'Reached maximum number of time steps -> proof failed.' in text:
        return False
    sys.exit(f'{unit}: Yosys said neither yes nor no:\n{text[-2000:]}')


def main():
    problems = []
    for unit, parameters in PROOFS:
        if not proven(VERILOG / f'{unit}.v', unit, parameters):
            problems.append(f'{unit} {parameters}: not proven')
    with tempfile.TemporaryDirectory() as folder:
        for unit, right, wrong in FAULTS:
            text = (VERILOG / f'{unit}.v').read_text()
            if text.count(right) != 1:
                problems.append(f'{unit}: "{right}" is to be found once in the file')
                continue
            source = Path(folder) / f'{unit}.v'
            source.write_text(text.replace(right, wrong))
            if all(proven(source, unit, parameters) for name, parameters in PROOFS if name == unit):
                problems.append(f'{unit}: "{wrong}" instead of "{right}" is proven as well')
    print('\n'.join(problems) or f'{len(PROOFS)} contracts are proven, {len(FAULTS)} faults are found')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
