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
]
