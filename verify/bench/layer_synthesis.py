"""Layers with one multiplier or another, generated and synthesised in parts, for layers.py."""
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from fused_booth import FusedBooth

MEMORY_LUTS = {'RAM32X1S': 1, 'RAM64X1S': 1, 'RAM128X1S': 2, 'RAM256X1S': 4, 'RAM32X1D': 2, 'RAM64X1D': 2,
               'RAM128X1D': 4, 'RAM256X1D': 8, 'RAM32M': 4, 'RAM64M': 4, 'RAM32M16': 8, 'RAM64M8': 8, 'SRL16E': 1,
               'SRLC16E': 1, 'SRLC32E': 1}


def run(command, **options):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if result.returncode != 0:
        sys.exit(f'{" ".join(map(str, command))}: {result.stderr.strip()[-800:]}')
    return result.stdout


def count_cells(text):
    """LUTs, registers and block RAMs of 18 kbit in what Yosys's stat prints, of the whole where modules are many."""
    text = text.split('=== design hierarchy ===')[-1]
    counts = {'luts': 0, 'registers': 0, 'block_rams': 0}
    for cell, count in re.findall(r'^\s+([A-Z]\w+)\s+(\d+)\s*$', text, re.M):
        each = 1 if cell.startswith('LUT') else MEMORY_LUTS.get(cell, 0)
        counts['luts'] += each * int(count)
        counts['registers'] += int(count) if cell.startswith('FD') else 0
        counts['block_rams'] += {'RAMB18': 1, 'RAMB36': 2}.get(cell[:6], 0) * int(count)
    return counts


class Bench:
    """What is synthesised is kept in a folder: a run that is repeated goes on where it ended."""

    def __init__(self, rccm, work, keep, lanes):
        self.rccm, self.work, self.lanes = rccm, Path(work), lanes
        self.keep = Path(keep)
        self.keep.mkdir(parents=True, exist_ok=True)

    def read_width(self, elements):
        """The fewest results a cycle at which a pixel's leave while the next one's 36 beats go in."""
        beats = 9 * ((64 + self.lanes - 1) // self.lanes)
        width = 1
        while elements > width * beats or elements % width:
            width += 1
        return width

    def generate(self, circuit, elements):
        """The folder of a layer and its manifest. "fused:WxB" is a Booth multiplier whose rows are accumulated, a word
        behind the circuit the kind of adders."""
        circuit, _, adders = circuit.partition(' ')
        name = f'layer_{len(list(self.work.iterdir()))}'
        folder = self.work / name
        description = {
            'schema': 'rccm.layer/1', 'name': name, 'input': [64, 16, 16], 'input_range': [-128, 127],
            'out_channels': max(64, elements), 'kernel': [3, 3], 'stride': [1, 1], 'padding': [1, 1, 1, 1],
            'circuit': 'booth:8x4', 'relu': True, 'shift': 16, 'range': [0, 127], 'lanes': self.lanes,
            'elements': elements, 'read_width': self.read_width(elements), 'requantiser': 'array', 'style': 'xcup',
            'pipeline': 'cells', 'adders': adders or 'binary', 'seed': 1}
        file = self.work / f'{name}.json'
        file.write_text(json.dumps(description))
        run([self.rccm, 'layer', file, '--circuit', circuit.replace('fused', 'booth'), '--language', 'verilog', '--quiet',
             '-o', folder])
        manifest = json.loads((folder / 'manifest.json').read_text())
        if circuit.startswith('fused'):
            self.fuse(folder, manifest)
        return folder, manifest

    def fuse(self, folder, manifest):
        """The element replaced; its lanes come one cycle after the other."""
        element = FusedBooth(self.lanes, manifest['plan']['word_bits'], manifest['plan']['accumulator_bits'])
        module = manifest['name'] + '_element'
        (folder / 'verilog' / f'{module}.v').write_text(element.text(module))
        top = folder / 'verilog' / f'{manifest["name"]}.v'
        text = top.read_text().replace('.LANE_SKEW(0)', '.LANE_SKEW(1)')
        top.write_text(re.sub(r'\.ELEMENT_LATENCY\(\d+\)', f'.ELEMENT_LATENCY({element.latency})', text))

    def synthesise(self, folder, manifest, top, without=None):
        sources = [path for path in manifest['tops'][0]['compile'] if not path.startswith('sim/')]
        if without:
            sources = [path for path in sources if not path.endswith(f'/{without}.v')]
            text = (folder / 'verilog' / f'{without}.v').read_text()
            ports = re.search(r'module .*?\);\n', text, re.S).group(0)
            (folder / 'stub.v').write_text(f'(* blackbox *)\n{ports}endmodule\n')
            sources.append('stub.v')
        script = [f'read_verilog {path}' for path in sources]
        # A shell has a hundred equal memories, which are synthesised once if the hierarchy is kept.
        flatten = '' if without else ' -flatten'
        script += [f'synth_xilinx -family xcup -top {top}{flatten} -noiopad -nodsp -noclkbuf -nowidelut',
                   'tee -q -o cells.txt stat']
        # Comments hold the names of files and versions, which change nothing.
        plain = [re.sub(r'//[^\n]*', '', (folder / path).read_text()) for path in sources]
        text = '\n'.join(plain + script).replace(manifest['name'], 'layer')
        known = self.keep / f'{hashlib.sha256(text.encode()).hexdigest()}.json'
        if not known.exists():
            (folder / 'bench.ys').write_text('\n'.join(script) + '\n')
            run(['yosys', '-q', 'bench.ys'], cwd=folder)
            known.write_text(json.dumps(count_cells((folder / 'cells.txt').read_text())))
        return json.loads(known.read_text())

    def element(self, circuit):
        """A processing element: multipliers, adders and accumulator of all lanes."""
        folder, manifest = self.generate(circuit, 8)
        return self.synthesise(folder, manifest, manifest['name'] + '_element')

    def shell(self, circuit, elements):
        """The whole layer without its elements, and the manifest."""
        folder, manifest = self.generate(circuit, elements)
        return self.synthesise(folder, manifest, manifest['name'], without=manifest['name'] + '_elements'), manifest

    def whole(self, circuit, elements):
        folder, manifest = self.generate(circuit, elements)
        return self.synthesise(folder, manifest, manifest['name'])
