"""The cases that lockstep.py compares: every unit with generics that reach each of its branches."""


class Case:
    """A unit with its generics. `prove`: also by Yosys, for ever. `stimulus`: Verilog lines that drive the inputs."""

    def __init__(self, unit, prove=True, cycles=4000, stimulus=None, **generics):
        self.unit = unit
        self.prove = prove
        self.cycles = cycles
        self.stimulus = stimulus
        self.generics = generics

    def __str__(self):
        return f'{self.unit}({", ".join(f"{key}={value}" for key, value in self.generics.items())})'


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
    Case('window_buffer', IN_CHANNELS=4, LANES=2, INPUT_BITS=4, HEIGHT=3, WIDTH=4, ROW_SLOTS=4, LANE_SKEW=1,
         SLOT_BITS=3, ADDRESS_BITS=5),
    Case('result_credit', FIFO_DEPTH=8, FULL=5, LAST=2, INTERVAL=1, GROUP_BEATS=9),
    Case('result_credit', FIFO_DEPTH=16, FULL=4, LAST=3, INTERVAL=5, GROUP_BEATS=9),
    Case('window_sequencer', IN_FOLDS=2, OUT_FOLDS=2, HEIGHT=5, WIDTH=4, KERNEL=3, STRIDE=1, PAD_TOP=1, PAD_LEFT=1,
         OUT_HEIGHT=5, OUT_WIDTH=4, ROW_SLOTS=4, SLOT_BITS=3, ADDRESS_BITS=5),
    Case('window_sequencer', IN_FOLDS=1, OUT_FOLDS=1, HEIGHT=6, WIDTH=8, KERNEL=1, STRIDE=2, PAD_TOP=0, PAD_LEFT=0,
         OUT_HEIGHT=3, OUT_WIDTH=4, ROW_SLOTS=3, SLOT_BITS=2, ADDRESS_BITS=5),
    Case('window_sequencer', IN_FOLDS=3, OUT_FOLDS=1, HEIGHT=7, WIDTH=6, KERNEL=5, STRIDE=2, PAD_TOP=2, PAD_LEFT=1,
         OUT_HEIGHT=4, OUT_WIDTH=3, ROW_SLOTS=7, SLOT_BITS=3, ADDRESS_BITS=7),
]
