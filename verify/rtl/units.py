"""The cases that lockstep.py compares: every unit with generics that reach each of its branches."""


class Case:
    """A unit with its generics. `prove`: also by Yosys, for ever. `stimulus`: Verilog lines that drive the inputs.
    `fault`: (old, new), a change of the VHDL that every step must find. `while_valid`: {output: bit}, outputs that may
    be anything while the bit is 0, and differ where one language begins with zeros and the other with unknowns."""

    def __init__(self, unit, prove=True, cycles=4000, stimulus=None, fault=None, while_valid=None, **generics):
        self.unit = unit
        self.while_valid = while_valid or {}
        self.fault = fault
        self.entity = f'{unit}_faulty' if fault else unit
        self.prove = prove
        self.cycles = cycles
        self.stimulus = stimulus
        self.generics = generics

    def __str__(self):
        return f'{self.entity}({", ".join(f"{key}={value}" for key, value in self.generics.items())})'


def shell(**changes):
    """A small layer, of which the given generics differ."""
    generics = {
        'IN_CHANNELS': 2, 'OUT_CHANNELS': 3, 'HEIGHT': 3, 'WIDTH': 3, 'KERNEL': 3, 'STRIDE': 1, 'PAD_TOP': 1,
        'PAD_LEFT': 1, 'OUT_HEIGHT': 3, 'OUT_WIDTH': 3, 'LANES': 2, 'ELEMENTS': 2, 'READ_WIDTH': 1, 'INPUT_BITS': 4,
        'WORD_BITS': 3, 'ACCUMULATOR_BITS': 12, 'BIAS_BITS': 9, 'FACTOR_BITS': 8, 'SHIFT': 9, 'RELU': 1,
        'OUTPUT_BITS': 5, 'OUTPUT_LOW': 0, 'OUTPUT_HIGH': 31, 'REQUANTISER': 1, 'STYLE': 0, 'ELEMENT_LATENCY': 3,
        'LANE_SKEW': 0, 'CODE_SLICE_BITS': 9, 'CODE_RAM_STYLE': 0, 'ROW_SLOTS': 4, **changes}
    in_folds = -(-generics['IN_CHANNELS'] // generics['LANES'])
    out_folds = -(-generics['OUT_CHANNELS'] // generics['ELEMENTS'])
    groups = generics['LANES'] if generics['LANE_SKEW'] else 1
    bits = generics['ELEMENTS'] * generics['LANES'] * generics['WORD_BITS'] // groups
    slices = groups * -(-bits // generics['CODE_SLICE_BITS'])
    code_beats = out_folds * (generics['KERNEL']**2 * in_folds * slices + generics['ELEMENTS'])

    def stimulus(comparison):
        widths = {name: width for _, name, width in comparison.netlist.ports}
        driven = ', '.join(f'.{name}({name})' for name, _ in comparison.inputs if name != 'aclk')
        ready = ', '.join(f'.{name}({name})' for name, _ in comparison.outputs
                          if name.startswith('s_') and name.endswith('ready'))
        return [f'  layer_stimulus #(.SEED({comparison.seed}), '
                f'.INPUT_BEATS({generics["HEIGHT"] * generics["WIDTH"] * in_folds}), .CODE_BEATS({code_beats}), '
                f'.INPUT_BITS({widths["s_axis_tdata"]}), .SUMS_BITS({widths["sums"]})) stimulus (.clk(clk), {driven}, '
                f'{ready});']

    return Case('layer_shell', cycles=15000, prove=False, stimulus=stimulus, while_valid={'beat_x': 'beat_valid'},
                **generics)


CASES = [
    *(Case('carry_chain', WIDTH=width, STYLE=style) for style, width in ((1, 4), (1, 11), (2, 8), (2, 17))),
    *(Case('add_sub', WIDTH=width, STYLE=style) for style, width in ((0, 1), (0, 9), (1, 9), (2, 9))),
    *(Case('accumulator', VALUE_BITS=value, VALUE_SIGNED=is_signed, SUM_BITS=total, STYLE=style)
      for style, value, is_signed, total in ((0, 5, 1, 8), (0, 5, 0, 8), (0, 8, 1, 8), (1, 5, 1, 9), (2, 5, 0, 9))),
    *(Case('delay_line', WIDTH=3, CYCLES=cycles) for cycles in (0, 1, 3)),
    *(Case('loop_counter', COUNT=count) for count in (1, 2, 3, 6)),
    *(Case('two_port_memory', WIDTH=3, DEPTH=8, ADDRESS_BITS=3, IN_BLOCK_RAM=block) for block in (0, 1)),
    Case('skid_buffer', WIDTH=5),
    *(Case('stream_fifo', WIDTH=3, DEPTH=depth) for depth in (4, 16)),
    Case('window_buffer', IN_CHANNELS=3, LANES=2, INPUT_BITS=3, HEIGHT=3, WIDTH=2, ROW_SLOTS=4, SLOT_BITS=3,
         ADDRESS_BITS=4),
    Case('window_buffer', IN_CHANNELS=3, LANES=3, INPUT_BITS=2, HEIGHT=3, WIDTH=2, ROW_SLOTS=4, LANE_SKEW=1,
         SLOT_BITS=3, ADDRESS_BITS=3),
    Case('result_credit', FIFO_DEPTH=8, FULL=5, LAST=2, INTERVAL=1, GROUP_BEATS=9),
    Case('result_credit', FIFO_DEPTH=16, FULL=4, LAST=3, INTERVAL=5, GROUP_BEATS=9),
    Case('window_sequencer', IN_FOLDS=2, OUT_FOLDS=2, HEIGHT=5, WIDTH=4, KERNEL=3, STRIDE=1, PAD_TOP=1, PAD_LEFT=1,
         OUT_HEIGHT=5, OUT_WIDTH=4, ROW_SLOTS=4, SLOT_BITS=3, ADDRESS_BITS=5),
    Case('window_sequencer', IN_FOLDS=1, OUT_FOLDS=1, HEIGHT=6, WIDTH=8, KERNEL=1, STRIDE=2, PAD_TOP=0, PAD_LEFT=0,
         OUT_HEIGHT=3, OUT_WIDTH=4, ROW_SLOTS=3, SLOT_BITS=2, ADDRESS_BITS=5),
    Case('window_sequencer', IN_FOLDS=3, OUT_FOLDS=1, HEIGHT=7, WIDTH=6, KERNEL=5, STRIDE=2, PAD_TOP=2, PAD_LEFT=1,
         OUT_HEIGHT=4, OUT_WIDTH=3, ROW_SLOTS=7, SLOT_BITS=3, ADDRESS_BITS=7),
    *(Case('booth_row', A_BITS=a, WIDTH=width, STYLE=style)
      for style, a, width in ((0, 5, 8), (0, 6, 6), (1, 5, 8), (2, 6, 10))),
    *(Case('scaler_dsp', A_BITS=a, FACTOR_BITS=6, SHIFT=shift, OUT_BITS=out)
      for a, shift, out in ((5, 5, 9), (5, 18, 3))),
    *(Case(unit, prove=style == 0, A_BITS=a, FACTOR_BITS=factor, SHIFT=shift, OUT_BITS=out, STYLE=style)
      for unit in ('scaler_array', 'scaler_serial')
      for style, a, factor, shift, out in ((0, 7, 8, 5, 11), (0, 5, 12, 9, 10), (0, 6, 8, 18, 3), (2, 4, 6, 5, 6))),
    *(Case('clamp', VALUE_BITS=value, OUTPUT_BITS=out, LOW=low, HIGH=high)
      for value, out, low, high in ((9, 4, 0, 15), (9, 4, -8, 7), (9, 4, -5, 6), (9, 4, 2, 11), (3, 5, -3, 2))),
    # What multiplies in one go is proven apart, and narrower.
    *(Case('requantiser', prove=kind == 2, KIND=kind, ACCUMULATOR_BITS=9, BIAS_BITS=bias, FACTOR_BITS=8, SHIFT=6,
           RELU=relu, OUTPUT_BITS=5, LOW=low, HIGH=high)
      for kind, bias, relu, low, high in ((0, 7, 1, 0, 31), (1, 11, 0, -16, 15), (2, 7, 1, 0, 30))),
    *(Case('read_pointer', HALF=half, USED=used, ADDRESS_BITS=bits) for half, used, bits in ((6, 5, 4), (1, 1, 1))),
    *(Case('code_loader', SLICES=slices, SET_WORDS=words, CHANNELS=channels, ADDRESS_BITS=bits)
      for slices, words, channels, bits in ((3, 5, 4, 4), (1, 1, 1, 1))),
    Case('code_memory', ELEMENTS=2, LANES=2, WORD_BITS=3, SET_WORDS=4, SLICE_BITS=5, SLICES=3, IN_BLOCK_RAM=1,
         ADDRESS_BITS=3),
    Case('code_memory', ELEMENTS=3, LANES=2, WORD_BITS=3, SET_WORDS=2, LANE_SKEW=1, SLICE_BITS=5, SLICES=4,
         IN_BLOCK_RAM=0, ADDRESS_BITS=2),
    *(Case('parameter_memory', READ_WIDTH=width, ROWS=4, USED_ROWS=used, BIAS_BITS=6, FACTOR_BITS=4)
      for width, used in ((1, 4), (2, 3))),
    *(Case('readout', ELEMENTS=elements, READ_WIDTH=width, ACCUMULATOR_BITS=4, FULL=elements // width, LAST=last,
           INTERVAL=interval)
      for elements, width, last, interval in ((8, 1, 3, 1), (4, 2, 2, 5), (1, 1, 1, 1))),
    Case('control_registers', KERNEL=5, STRIDE=2),
    shell(),
    shell(IN_CHANNELS=3, OUT_CHANNELS=6, HEIGHT=4, WIDTH=3, STRIDE=2, OUT_HEIGHT=2, OUT_WIDTH=2, LANES=2, ELEMENTS=4,
          READ_WIDTH=2, LANE_SKEW=1, ELEMENT_LATENCY=5, REQUANTISER=2, CODE_SLICE_BITS=18, ROW_SLOTS=5),
    shell(KERNEL=1, PAD_TOP=0, PAD_LEFT=0, HEIGHT=1, WIDTH=1, OUT_HEIGHT=1, OUT_WIDTH=1, IN_CHANNELS=4, LANES=2,
          REQUANTISER=0, CODE_RAM_STYLE=1, ROW_SLOTS=2),
    *(Case('width_converter', WORD_BITS=3, WORDS_IN=words_in, WORDS_OUT=words_out)
      for words_in, words_out in ((1, 3), (2, 4), (4, 1), (2, 2))),
    Case('pool_sequencer', HEIGHT=4, WIDTH=6, KERNEL=2, FOLDS=3, ADDRESS_BITS=4),
    *(Case('pool_fold', MAXIMUM=maximum, VALUE_SIGNED=is_signed, VALUE_BITS=3, RESULT_BITS=bits, PLACES=4,
           ADDRESS_BITS=2)
      for maximum, is_signed, bits in ((1, 0, 3), (1, 1, 3), (0, 1, 6), (0, 0, 6))),
    Case('max_pool', prove=False, HEIGHT=4, WIDTH=4, KERNEL=2, FOLDS=2, LANES=2, VALUE_BITS=3, VALUE_SIGNED=1),
    *(Case('average_pool', prove=False, HEIGHT=4, WIDTH=4, KERNEL=2, FOLDS=2, LANES=2, VALUE_BITS=3, VALUE_SIGNED=1,
           FACTOR_BITS=8, FACTOR=77, SHIFT=7, OUTPUT_BITS=4, LOW=-8, HIGH=6, KIND=kind) for kind in (0, 1)),
    Case('residual_add', prove=False, LANES=2, A_BITS=5, A_SIGNED=1, B_BITS=4, FACTOR_BITS=8, FACTOR_A=201,
         FACTOR_B=90, SHIFT=7, OUTPUT_BITS=5, LOW=-16, HIGH=15),
    # Checks of this check.
    Case('accumulator', VALUE_BITS=4, SUM_BITS=6, fault=('(added xor negate) + negate', '(added xor negate)')),
    Case('stream_fifo', WIDTH=2, DEPTH=4, fault=('not empty and not pause and', 'not empty and')),
    Case('clamp', VALUE_BITS=6, OUTPUT_BITS=4, LOW=-8, HIGH=7,
         fault=('sign and not (and wide', 'sign and not (or wide')),
    Case('read_pointer', HALF=3, USED=3, ADDRESS_BITS=3, fault=('1 - USED', '0 - USED')),
    # The stimulus depends on a case's number: what is new goes to the end.
    *(Case(unit, WIDTH=width, STYLE=style) for unit in ('pair_adder', 'ternary_adder', 'ternary_accumulator')
      for style, width in ((0, 9), (1, 1), (1, 6), (2, 9))),
    # An image lower than the kernel.
    Case('window_sequencer', IN_FOLDS=1, OUT_FOLDS=1, HEIGHT=1, WIDTH=7, KERNEL=2, STRIDE=3, PAD_TOP=0, PAD_LEFT=0,
         OUT_HEIGHT=1, OUT_WIDTH=2, ROW_SLOTS=5, SLOT_BITS=3, ADDRESS_BITS=6),
    *(Case('add_sub', WIDTH=width, SHIFT=shift, STYLE=style)
      for style, width, shift in ((0, 9, 2), (1, 2, 3), (1, 6, 1), (2, 9, 2))),
]
