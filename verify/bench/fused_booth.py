#!/usr/bin/env python3
"""A processing element that never forms a product. Usage: verify/bench/fused_booth.py [--lanes N] [--weight-bits W]

The rival of every element here: of a Booth multiplier each row, a digit times x, is itself an addition to a running sum
at one LUT a bit. So an element is one chain of rows a digit, as long as there are lanes; the chains' ends are added,
four times as heavy each, and accumulated. Each chain is as narrow as its exact range allows, the first lane's lowest
digit takes half a LUT a bit, and a negative digit's 1 enters the chain as a carry, so that no LUT is spent on signs.
Lane p arrives p cycles late (LANE_SKEW of rtl/verilog/layer_shell.v).

Prints the module; --check simulates it against plain sums instead.
"""
import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERILOG = ROOT / 'rtl' / 'verilog'


def init(function, inputs):
    """The table of a LUT of so many inputs."""
    table = 0
    for entry in range(1 << inputs):
        table |= function(*((entry >> bit) & 1 for bit in range(inputs))) << entry
    return table


def digit_bit(once, twice, low, middle, high):
    """A bit of digit * x without the 1 that completes a negation."""
    magnitude = once if middle != low else twice if high != middle else 0
    return magnitude ^ high


def signed_bits(low, high):
    bits = 1
    while low < -(1 << (bits - 1)) or high >= 1 << (bits - 1):
        bits += 1
    return bits


class FusedBooth:
    """The text of a module and what its surroundings need to know."""

    def __init__(self, lanes, weight_bits, sum_bits, input_bits=8):
        if weight_bits % 2:
            raise ValueError('a Booth digit takes two bits of the weight')
        self.lanes, self.weight_bits, self.sum_bits, self.input_bits = lanes, weight_bits, sum_bits, input_bits
        self.digits = weight_bits // 2
        self.body = []
        ends = [self.chain(digit) for digit in range(self.digits)]
        weights, levels = 2, 0
        while len(ends) > 1:
            ends = [self.merge(ends[i], ends[i + 1], weights, levels) if i + 1 < len(ends)
                    else self.wait(ends[i], levels) for i in range(0, len(ends), 2)]
            weights, levels = 2 * weights, levels + 1
        self.tree_latency = lanes + levels
        self.accumulate(ends[0])
        self.latency = self.tree_latency + 1

    def add(self, *lines):
        self.body += [f'  {line}' for line in lines]

    def digit_range(self, digit, lanes):
        """Of the sum of so many lanes' rows. The lowest digit has no 1 from below and is -2 .. 1."""
        x_low, x_high = -(1 << (self.input_bits - 1)), (1 << (self.input_bits - 1)) - 1
        factors = (-2, 1) if digit == 0 else (-2, 2)
        products = [factor * x for factor in factors for x in (x_low, x_high)]
        return lanes * min(products) - (digit == 0), lanes * max(products)

    def code_bits(self, digit, lane):
        base = lane * self.weight_bits + 2 * digit
        return ("1'b0" if digit == 0 else f'words[{base - 1}]'), f'words[{base}]', f'words[{base + 1}]'

    def x_bits(self, lane, bit):
        """Bit of x and of 2x."""
        top = self.input_bits - 1
        once = f'x[{lane * self.input_bits + min(bit, top)}]'
        return once, f'x[{lane * self.input_bits + min(bit - 1, top)}]' if bit > 0 else "1'b0"

    def chain(self, digit):
        """One digit of all lanes; returns the name of its end's register and its range."""
        for lane in range(self.lanes):
            name = f'row{digit}_{lane}'
            limits = self.digit_range(digit, lane + 1)
            width = signed_bits(*limits)
            low, middle, high = self.code_bits(digit, lane)
            self.add('', f'// digit {digit} of lane {lane}: {limits[0]} .. {limits[1]}',
                     f'wire [{width - 1}:0] {name}_next;', f'reg  [{width - 1}:0] {name};',
                     f'always @(posedge aclk) {name} <= {name}_next;')
            if lane == 0 and digit == 0:
                self.packed_start(name, width, middle, high)
                continue
            before = f'row{digit}_{lane - 1}'
            below = signed_bits(*self.digit_range(digit, lane)) if lane > 0 else 0
            table = init(lambda running, *rest: running ^ digit_bit(*rest), 6)
            self.add(f'wire [{width - 1}:0] {name}_propagate;')
            running = [f'{before}[{min(bit, below - 1)}]' if lane > 0 else "1'b0" for bit in range(width)]
            for bit in range(width):
                once, twice = self.x_bits(lane, bit)
                self.add(f"(* DONT_TOUCH = \"yes\" *) LUT6 #(.INIT(64'h{table:016X})) {name}_lut{bit} (.O({name}_propagate[{bit}]), "
                         f'.I0({running[bit]}), .I1({once}), .I2({twice}), .I3({low}), .I4({middle}), .I5({high}));')
            self.add(f'carry_chain #(.WIDTH({width}), .STYLE(2)) {name}_chain (.propagate({name}_propagate), '
                     f'.local_carry({{{", ".join(reversed(running))}}}), .carry_in({high}), .sum({name}_next));')
        return f'row{digit}_{self.lanes - 1}', self.digit_range(digit, self.lanes)

    def packed_start(self, name, width, middle, high):
        """Nothing to add yet and two code bits only: two bits a LUT. The 1 of a negation waits for the accumulator."""
        upper = lambda below, this, above, mid, top: digit_bit(above, this, 0, mid, top)
        lower = lambda below, this, above, mid, top: digit_bit(this, below, 0, mid, top)
        table = init(upper, 5) << 32 | init(lower, 5)
        for bit in range(0, width, 2):
            this, below = self.x_bits(0, bit)
            above, _ = self.x_bits(0, bit + 1)
            second = f'{name}_next[{bit + 1}]' if bit + 1 < width else ''
            self.add(f"(* DONT_TOUCH = \"yes\" *) LUT6_2 #(.INIT(64'h{table:016X})) {name}_lut{bit} (.O6({second}), "
                     f".O5({name}_next[{bit}]), .I0({below}), .I1({this}), .I2({above}), .I3({middle}), .I4({high}), .I5(1'b1));")

    def merge(self, left, right, shift, level):
        """left + right * 2^shift; the lowest bits need no adder."""
        (left_name, left_range), (right_name, right_range) = left, right
        limits = tuple(a + (b << shift) for a, b in zip(left_range, right_range))
        width = signed_bits(*limits)
        name = f'merge{level}_{left_name}'
        left_bits, right_bits = signed_bits(*left_range), signed_bits(*right_range)
        adder = width - shift
        self.add('', f'wire signed [{adder - 1}:0] {name}_left = $signed({left_name}[{left_bits - 1}:{shift}]);',
                 f'wire signed [{adder - 1}:0] {name}_right = $signed({right_name}[{right_bits - 1}:0]);',
                 f'wire [{adder - 1}:0] {name}_high;', f'reg [{width - 1}:0] {name};',
                 f"add_sub #(.WIDTH({adder}), .STYLE(2)) {name}_adder (.a({name}_left), .b({name}_right), .choose(1'b0), "
                 f".negate(1'b0), .sum({name}_high));",
                 f'always @(posedge aclk) {name} <= {{{name}_high, {left_name}[{shift - 1}:0]}};')
        return name, limits

    def wait(self, end, level):
        name, limits = end
        later = f'wait{level}_{name}'
        self.add('', f'reg [{signed_bits(*limits) - 1}:0] {later};', f'always @(posedge aclk) {later} <= {name};')
        return later, limits

    def accumulate(self, end):
        name, limits = end
        bits = self.sum_bits
        table = init(lambda total, value, first, *rest: (total & (1 - first)) ^ value, 5) << 32
        table |= init(lambda total, value, first, *rest: value, 5)
        self.add('', f'wire signed [{bits - 1}:0] value = $signed({name}[{signed_bits(*limits) - 1}:0]);',
                 'wire one;', f'delay_line #(.WIDTH(1), .CYCLES({self.tree_latency})) ones (.aclk(aclk), .d(words[1]), .q(one));',
                 f'wire [{bits - 1}:0] propagate, local_carry, next;', f'reg [{bits - 1}:0] sum_q;',
                 'always @(posedge aclk) if (enable) sum_q <= next;', 'assign sum = sum_q;')
        for bit in range(bits):
            self.add(f"(* DONT_TOUCH = \"yes\" *) LUT6_2 #(.INIT(64'h{table:016X})) sum_lut{bit} (.O6(propagate[{bit}]), "
                     f".O5(local_carry[{bit}]), .I0(sum_q[{bit}]), .I1(value[{bit}]), .I2(first), .I3(1'b0), .I4(1'b0), .I5(1'b1));")
        self.add(f'carry_chain #(.WIDTH({bits}), .STYLE(2)) sum_chain (.propagate(propagate), .local_carry(local_carry), '
                 '.carry_in(one), .sum(next));')

    def text(self, module):
        ports = (f'module {module} (\n  input  wire aclk,\n  input  wire enable,\n  input  wire first,\n'
                 f'  input  wire [{self.lanes * self.input_bits - 1}:0] x,\n'
                 f'  input  wire [{self.lanes * self.weight_bits - 1}:0] words,\n'
                 f'  output wire [{self.sum_bits - 1}:0] sum\n);\n')
        return '`default_nettype none\n' + ports + '\n'.join(self.body) + '\nendmodule\n`default_nettype wire\n'


BENCH = """
module bench;
  reg aclk = 0; always #1 aclk = !aclk;
  reg [WIDTH-1:0] beats [0:COUNT-1];
  reg [WIDTH-1:0] beat;
  wire [SUM-1:0] sum;
  fused element (.aclk(aclk), .enable(1'b1), .first(beat[WIDTH-1]), .x(beat[X-1:0]), .words(beat[X+W-1:X]), .sum(sum));
  integer i;
  initial begin
    $readmemh("beats.hex", beats);
    for (i = 0; i < COUNT; i = i + 1) begin
      beat = beats[i]; @(posedge aclk); #0.5 $display("%0d", $signed(sum));
    end
    $finish;
  end
endmodule
"""


def simulate(element, groups=300, seed=1):
    """Whether the module sums as it should: groups of beats, with the corners of x and the weight among them."""
    draw = random.Random(seed)
    lanes, x_bits, w_bits = element.lanes, element.input_bits, element.weight_bits
    corner = lambda bits: draw.choice([0, -1, 1, -(1 << (bits - 1)), (1 << (bits - 1)) - 1,
                                       draw.randrange(-(1 << (bits - 1)), 1 << (bits - 1))])
    vectors, firsts, expected, total = [], [], [], 0
    for _ in range(groups):
        same = draw.random() < 0.2  # all lanes alike, so that sums reach their limits
        for beat in range(draw.randint(1, 4)):
            xs, ws = [corner(x_bits)], [corner(w_bits)]
            xs += [xs[0] if same else corner(x_bits) for _ in range(lanes - 1)]
            ws += [ws[0] if same else corner(w_bits) for _ in range(lanes - 1)]
            total = (0 if beat == 0 else total) + sum(x * w for x, w in zip(xs, ws))
            vectors.append((xs, ws))
            firsts.append(beat == 0)
            expected.append(total)
    count = len(vectors) + element.latency
    words = []
    for cycle in range(count):
        word = 0
        for lane in range(lanes):
            if 0 <= cycle - lane < len(vectors):
                xs, ws = vectors[cycle - lane]
                word |= (xs[lane] & ((1 << x_bits) - 1)) << (lane * x_bits)
                word |= (ws[lane] & ((1 << w_bits) - 1)) << (lanes * x_bits + lane * w_bits)
        late = cycle - element.tree_latency
        if 0 <= late < len(firsts) and firsts[late]:
            word |= 1 << (lanes * (x_bits + w_bits))
        words.append(f'{word:x}')
    with tempfile.TemporaryDirectory(prefix='rccm-fused-') as name:
        folder = Path(name)
        width = lanes * (x_bits + w_bits) + 1
        bench = BENCH.replace('WIDTH', str(width)).replace('COUNT', str(count)).replace('SUM', str(element.sum_bits))
        bench = bench.replace('X+W-1:X', f'{width - 2}:{lanes * x_bits}').replace('X-1', str(lanes * x_bits - 1))
        (folder / 'bench.v').write_text('`timescale 1ns/1ps\n' + element.text('fused') + bench)
        (folder / 'beats.hex').write_text('\n'.join(words) + '\n')
        sources = [VERILOG / f'{unit}.v' for unit in ('carry_chain', 'add_sub', 'delay_line')]
        sources += [ROOT / 'rtl' / 'sim' / 'verilog' / f'{cell}.v' for cell in ('LUT6', 'LUT6_2', 'CARRY8', 'CARRY4')]
        subprocess.run(['verilator', '--binary', '--timing', '-Wno-fatal', '-Wno-lint', '-Werror-UNOPTFLAT',
                        '--inline-mult', '1', '-MAKEFLAGS',
                        'VM_PARALLEL_BUILDS=0 OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0', '-Mdir', 'build', '-o', 'simulate', '--top-module', 'bench',
                        'bench.v', *map(str, sources)], cwd=folder, check=True, capture_output=True)
        output = subprocess.run([folder / 'build' / 'simulate'], cwd=folder, check=True, capture_output=True,
                                text=True).stdout
    found = [line.strip() for line in output.splitlines() if line.strip().lstrip('-').isdigit()]
    return found[element.tree_latency:][:len(expected)] == [str(value) for value in expected]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lanes', type=int, default=16)
    parser.add_argument('--weight-bits', type=int, default=4)
    parser.add_argument('--sum-bits', type=int, default=21)
    parser.add_argument('--check', action='store_true')
    arguments = parser.parse_args()
    element = FusedBooth(arguments.lanes, arguments.weight_bits, arguments.sum_bits)
    if not arguments.check:
        print(element.text('fused_booth'), end='')
        return 0
    right = simulate(element)
    print('every sum is right' if right else 'wrong sums')
    return 0 if right else 1


if __name__ == '__main__':
    sys.exit(main())
