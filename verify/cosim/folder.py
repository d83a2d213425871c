"""An emitted folder as its manifest describes it, and what its multiplier must compute."""
import json
import random
from pathlib import Path


class Folder:
    def __init__(self, path):
        self.path = Path(path)
        self.manifest = json.loads((self.path / 'manifest.json').read_text())
        self.name = self.manifest['name']
        self.latency = self.manifest['latency']
        self.ports = {port['name']: port for port in self.manifest['ports']}
        self.coefficients = self.manifest['coefficients']

    def tops(self, language):
        return [top for top in self.manifest['tops'] if top['language'] == language]

    def consumer_outputs(self):
        """Outputs that repeat the bits of code above the select bits, lowest first."""
        return [name for name in ('negate', 'shift') if name in self.ports]

    def consumer_bits(self):
        return max(len(self.consumer_outputs()), 1)

    def style(self, name):
        return next(style for style in self.manifest['styles'] if style['style'] == name)

    def bits(self, port):
        return self.ports[port]['bits'] if port in self.ports else 0

    def files(self, language, role):
        return [self.path / file['path'] for file in self.manifest['files']
                if file['language'] == language and file['role'] == role]

    def vectors(self, most):
        """(x, code) pairs as unsigned words: all of them if there are at most `most`, otherwise corners and draws."""
        x_count, code_count = 1 << self.bits('x'), 1 << self.bits('code')
        if x_count * code_count <= most:
            return [(x, code) for code in range(code_count) for x in range(x_count)]
        corners = sorted({0, 1, x_count // 2 - 1, x_count // 2, x_count - 1})
        draw = random.Random(self.name)
        pairs = [(x, draw.randrange(code_count)) for x in corners]
        return pairs + [(draw.randrange(x_count), draw.randrange(code_count)) for _ in range(most - len(pairs))]

    def expected(self, x, code):
        """The product, as an unsigned word, and the bits that the consumer's outputs repeat."""
        if self.manifest['input_signed'] and x >> (self.bits('x') - 1):
            x -= 1 << self.bits('x')
        select = self.manifest['select_bits']
        product = self.coefficients[code & ((1 << select) - 1)] * x
        low = -(1 << (self.bits('product') - 1)) if self.manifest['product_signed'] else 0
        assert low <= product < low + (1 << self.bits('product')), f'{self.name}: {product} does not fit the product'
        return product % (1 << self.bits('product')), code >> select

    def write_vectors(self, path, most):
        """One line a vector: hexadecimal digits of {consumer, product, code, x}. Returns their number."""
        lines = []
        for x, code in self.vectors(most):
            product, consumer = self.expected(x, code)
            word = (((consumer << self.bits('product')) | product) << self.bits('code') | code) << self.bits('x') | x
            lines.append(f'{word:0{self.vector_digits()}x}')
        path.write_text('\n'.join(lines) + '\n')
        return len(lines)

    def vector_bits(self):
        return self.bits('x') + self.bits('code') + self.bits('product') + self.consumer_bits()

    def vector_digits(self):
        return -(-self.vector_bits() // 4)
