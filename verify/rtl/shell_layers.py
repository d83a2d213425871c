"""Random small layers for layer_shell, their data streams and what they compute, in plain Python."""
import random


def random_layer(seed):
    """Parameters of layer_shell, drawn so that every feature occurs often."""
    draw = random.Random(seed)
    kernel = draw.choice([1, 1, 3, 3, 3, 5])
    stride = draw.choice([1, 1, 2])
    height, width = (draw.randint(kernel, 7) for _ in range(2))
    if draw.random() < 0.15:
        kernel, stride, height, width = 1, 1, 1, 1  # fully connected
    pads = [draw.randint(0, kernel // 2) if draw.random() < 0.8 else draw.randint(0, kernel - 1) for _ in range(4)]
    lanes = draw.choice([1, 2, 3, 4, 4, 5, 8])
    read_width = draw.choice([1, 1, 2, 3])
    elements = read_width * draw.choice([1, 2, 3, 4, 7, 8])
    out_channels = read_width * draw.randint(1, 9)
    in_channels = draw.choice([1, 2, 3, 4, 5, 7, 8, 9, 16])
    signed = draw.random() < 0.5
    relu = draw.randint(0, 1)
    output_bits = draw.randint(2, 10)
    low, high = (-(1 << (output_bits - 1)), (1 << (output_bits - 1)) - 1) if signed else (0, (1 << output_bits) - 1)
    if draw.random() < 0.3:
        low, high = draw.randint(low, 0), draw.randint(1, high)
    skew = int(draw.random() < 0.3)
    input_bits, word_bits = draw.randint(2, 9), draw.randint(2, 6)
    sums = kernel ** 2 * in_channels << (input_bits + word_bits - 2)
    accumulator_bits = sums.bit_length() + 1
    in_folds = -(-in_channels // lanes)
    depth = -(-out_channels // elements) * kernel ** 2 * in_folds
    slice_bits = draw.choice([1, 2, 4, 9, 18, 36, 36, 36])
    group_bits = elements * lanes * word_bits // (lanes if skew else 1)
    if slice_bits < 18 and depth * group_bits > 4000:
        slice_bits = 36
    return {
        'IN_CHANNELS': in_channels, 'OUT_CHANNELS': out_channels, 'HEIGHT': height, 'WIDTH': width, 'KERNEL': kernel,
        'STRIDE': stride, 'PAD_TOP': pads[0], 'PAD_LEFT': pads[1],
        'OUT_HEIGHT': (height + pads[0] + pads[2] - kernel) // stride + 1,
        'OUT_WIDTH': (width + pads[1] + pads[3] - kernel) // stride + 1,
        'LANES': lanes, 'ELEMENTS': elements, 'READ_WIDTH': read_width, 'INPUT_BITS': input_bits,
        'WORD_BITS': word_bits, 'ACCUMULATOR_BITS': accumulator_bits,
        'BIAS_BITS': draw.randint(2, accumulator_bits + 2),
        'FACTOR_BITS': draw.choice([8, 16]), 'SHIFT': draw.choice([1, 7, 14, 16, 18, 23, 40]), 'RELU': relu,
        'OUTPUT_BITS': output_bits, 'OUTPUT_LOW': low, 'OUTPUT_HIGH': high, 'REQUANTISER': draw.randint(0, 2),
        'STYLE': draw.choice([0, 1, 2]),
        'ELEMENT_LATENCY': 2 + draw.randint(0, 6) + (lanes - 1) * skew, 'LANE_SKEW': skew,
        'CODE_SLICE_BITS': slice_bits, 'CODE_RAM_STYLE': int(2 * depth <= 64),
        'ROW_SLOTS': kernel + stride + draw.choice([0, 0, 1, 3]),
    }


def signed_field(value, bits):
    return value & ((1 << bits) - 1)


class Weights:
    """A set: weights[out][ky][kx][in], bias and factor of every output channel."""

    def __init__(self, layer, draw):
        half = 1 << (layer['WORD_BITS'] - 1)
        kernel = range(layer['KERNEL'])
        self.words = [[[[draw.randrange(-half, half) for _ in range(layer['IN_CHANNELS'])] for _ in kernel]
                       for _ in kernel] for _ in range(layer['OUT_CHANNELS'])]
        half = 1 << (layer['BIAS_BITS'] - 1)
        self.bias = [draw.randrange(-half, half) for _ in range(layer['OUT_CHANNELS'])]
        # Factors of all sizes, so that results lie within the limits and beyond.
        self.factor = [draw.randrange(1 << draw.randint(1, layer['FACTOR_BITS'])) for _ in self.bias]

    def beats(self, layer):
        """The stream of stored words and parameters as (value, last)."""
        elements, lanes, bits = layer['ELEMENTS'], layer['LANES'], layer['WORD_BITS']
        beats = []
        for first_out in range(0, layer['OUT_CHANNELS'], elements):
            for ky in range(layer['KERNEL']):
                for kx in range(layer['KERNEL']):
                    for first_in in range(0, layer['IN_CHANNELS'], lanes):
                        word = [[self.word(layer, first_out + n, ky, kx, first_in + p) for p in range(lanes)]
                                for n in range(elements)]
                        beats += self.slices(layer, word, bits)
        folds = -(-layer['OUT_CHANNELS'] // elements)
        for channel in range(folds * elements):
            bias, factor = (self.bias[channel], self.factor[channel]) if channel < len(self.bias) else (-1, 0)
            beats.append((signed_field(bias, layer['BIAS_BITS']) | factor << 46, False))
        beats[-1] = (beats[-1][0], True)
        return beats

    def word(self, layer, out, ky, kx, channel):
        if out >= layer['OUT_CHANNELS'] or channel >= layer['IN_CHANNELS']:
            return -1  # must not matter
        return self.words[out][ky][kx][channel]

    @staticmethod
    def slices(layer, word, bits):
        lanes, width = layer['LANES'], layer['CODE_SLICE_BITS']
        groups = [[row[p] for row in word] for p in range(lanes)] if layer['LANE_SKEW'] else [sum(word, [])]
        beats = []
        for group in groups:
            packed = sum(signed_field(value, bits) << (bits * i) for i, value in enumerate(group))
            beats += [((packed >> low) & ((1 << width) - 1), False) for low in range(0, len(group) * bits, width)]
        return beats


def random_image(layer, draw):
    """image[y][x][channel]; a third are extreme values only."""
    half = 1 << (layer['INPUT_BITS'] - 1)
    pick = (lambda: draw.choice([-half, half - 1])) if draw.random() < 0.33 else (lambda: draw.randrange(-half, half))
    return [[[pick() for _ in range(layer['IN_CHANNELS'])] for _ in range(layer['WIDTH'])]
            for _ in range(layer['HEIGHT'])]


def image_beats(layer, image, draw):
    bits, lanes = layer['INPUT_BITS'], layer['LANES']
    beats = []
    for row in image:
        for pixel in row:
            for first in range(0, len(pixel), lanes):
                # Lanes beyond the channels hold anything.
                lane = [pixel[first + p] if first + p < len(pixel) else draw.randrange(1 << bits) for p in range(lanes)]
                beats.append((sum(signed_field(value, bits) << (bits * p) for p, value in enumerate(lane)), False))
    beats[-1] = (beats[-1][0], True)
    return beats


def requantise(layer, total, factor):
    if layer['RELU']:
        total = max(total, 0)
    scaled = (total * factor + (1 << (layer['SHIFT'] - 1))) >> layer['SHIFT']
    return min(max(scaled, layer['OUTPUT_LOW']), layer['OUTPUT_HIGH'])


def convolve(layer, image, weights):
    """Beats of the output image as (value, last)."""
    kernel, read_width = range(layer['KERNEL']), layer['READ_WIDTH']
    results = []
    for oy in range(layer['OUT_HEIGHT']):
        for ox in range(layer['OUT_WIDTH']):
            top, left = oy * layer['STRIDE'] - layer['PAD_TOP'], ox * layer['STRIDE'] - layer['PAD_LEFT']
            taps = [(image[top + ky][left + kx], ky, kx) for ky in kernel for kx in kernel
                    if 0 <= top + ky < layer['HEIGHT'] and 0 <= left + kx < layer['WIDTH']]
            for out in range(layer['OUT_CHANNELS']):
                total = weights.bias[out]
                for pixel, ky, kx in taps:
                    total += sum(x * w for x, w in zip(pixel, weights.words[out][ky][kx]))
                results.append(requantise(layer, total, weights.factor[out]))
    bits = layer['OUTPUT_BITS']
    beats = [(sum(signed_field(value, bits) << (bits * g) for g, value in enumerate(results[i:i + read_width])), False)
             for i in range(0, len(results), read_width)]
    beats[-1] = (beats[-1][0], True)
    return beats
