"""The exact number of cycles of a run, CYCLES, of a layer whose streams are never stalled from outside.

Cycle 0 is the one in which the start takes effect; the first input beat is taken in cycle input_begins (0 or later),
and a further one whenever the layer is ready. The constants are the RTL's registers between the events.
"""


def log6(count):
    """Levels of an OR tree of six-input LUTs over count inputs, at least 1."""
    levels, reach = 1, 6
    while reach < count:
        levels, reach = levels + 1, reach * 6
    return levels


def requantiser_latency(layer):
    half = layer['FACTOR_BITS'] // 2
    return 4 + (3, half + 1, half + 2)[layer['REQUANTISER']]


def derived(layer):
    """The numbers that follow from a layer's parameters, named as in layer_shell.v."""
    in_folds = -(-layer['IN_CHANNELS'] // layer['LANES'])
    out_folds = -(-layer['OUT_CHANNELS'] // layer['ELEMENTS'])
    group = layer['KERNEL'] ** 2 * in_folds
    full = layer['ELEMENTS'] // layer['READ_WIDTH']
    last = (layer['OUT_CHANNELS'] - (out_folds - 1) * layer['ELEMENTS']) // layer['READ_WIDTH']
    interval = layer['FACTOR_BITS'] // 2 + 1 if layer['REQUANTISER'] == 2 else 1
    return in_folds, out_folds, group, full, last, interval


def cycles(layer, images=1, input_begins=0):
    """(CYCLES, STALL_INPUT, STALL_OUTPUT): layer holds layer_shell's parameters by name."""
    in_folds, out_folds, group, full, last, interval = derived(layer)
    height, stride, pad = layer['HEIGHT'], layer['STRIDE'], layer['PAD_TOP']
    out_height = layer['OUT_HEIGHT']
    row_beats = layer['WIDTH'] * in_folds
    reach = max(layer['KERNEL'], stride)

    def rows_wanted(n):
        return height if n == out_height - 1 else min(height, n * stride - pad + reach)

    def first_row(n):
        return max(0, n * stride - pad)

    stored = []      # cycle in which the last beat of every input row is taken
    freed = [None] * layer['ROW_SLOTS']  # cycle of the row end that freed a slot, one entry a row

    def receive(count):
        """Takes input rows until count are stored."""
        while len(stored) < count:
            begin = stored[-1] + 1 if stored else input_begins
            if freed[len(stored)] is not None:
                begin = max(begin, freed[len(stored)] + 3)
            stored.append(begin + row_beats - 1)

    row_begin, row_end, group_end, ready = -2, -1, None, 0
    row_active_until = 0
    waited = held = 0
    for image in range(images):
        base = image * height
        for n in range(out_height):
            receive(base + rows_wanted(n))
            begin = max(stored[base + rows_wanted(n) - 1] + 2, row_end, row_begin + 2, 2)
            waited += begin - row_active_until
            row_begin = begin
            next_beat = begin + 1
            for _ in range(layer['OUT_WIDTH']):
                for fold in range(out_folds):
                    end = max(next_beat + group - 1, ready)
                    held += end - (next_beat + group - 1)
                    results = last if fold == out_folds - 1 else full
                    ready = end + results * interval
                    next_beat = end + 1
            group_end = end
            row_end = end
            row_active_until = end
            following = first_row(n + 1) if n + 1 < out_height else height
            freed += [row_end] * (following - first_row(n))
    leaves = group_end + 3 + layer['ELEMENT_LATENCY'] + 1 + (last - 1) * interval + 1 + log6(full)
    return leaves + requantiser_latency(layer) + 2 + 1, waited, held
