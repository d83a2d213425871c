#!/usr/bin/env python3
"""LUTs of the published circuits, of Booth multipliers and of the plain `*`, by width of the input.

    verify/bench/luts.py build/rccm [--widths 2-16] [--plot luts.svg]

Every figure is what Yosys leaves of the Verilog (synth_xilinx -noiopad -nodsp -noclkbuf -nowidelut: LUT1 to LUT6 and
LUT6_2), all in one run. Circuits are compared with multipliers by weights of as many bits as they store. A count that
differs from the cost model is an error. The plot needs gnuplot.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

CIRCUITS = {4: "addnet:2-add", 6: "addnet:3-add", 8: "addnet:4-add"}
NAMES = {"addnet:2-add": "2-Add", "addnet:3-add": "3-Add", "addnet:4-add": "4-Add"}


def plain_multiplier(width, weight_bits):
    name = f"plain_{width}x{weight_bits}"
    product = width + weight_bits
    return name, (
        f"module {name} (input signed [{width - 1}:0] x, input signed [{weight_bits - 1}:0] w,\n"
        f"  output signed [{product - 1}:0] product);\n  assign product = x * w;\nendmodule\n"
    )


def emit(rccm, circuit, name, folder, options=()):
    """The Verilog file of a circuit in style xc7, its module's name and what the cost model says."""
    command = [rccm, "emit", circuit, "--style", "xc7", "--language", "verilog", "--name", name, "-o", str(folder)]
    subprocess.run(command + list(options) + ["--quiet"], check=True, stdout=subprocess.DEVNULL)
    luts = json.loads((folder / "circuit.json").read_text())["luts"]["xc7"]
    (source,) = (folder / "verilog").glob("*_xc7.v")
    return source, source.stem, luts


def count_luts(sources, modules, folder):
    """LUT cells per module after synthesis, all modules in one run of Yosys."""
    script = [f"read_verilog {source}" for source in sources] + ["design -save sources"]
    for module in modules:
        script += [
            "design -load sources",
            f"synth_xilinx -top {module} -flatten -noiopad -nodsp -noclkbuf -nowidelut",
            f"tee -o {folder / module}.txt select -count t:LUT1 t:LUT2 t:LUT3 t:LUT4 t:LUT5 t:LUT6 t:LUT6_2",
        ]
    (folder / "count.ys").write_text("\n".join(script) + "\n")
    subprocess.run(["yosys", "-q", str(folder / "count.ys")], check=True)
    counts = {}
    for module in modules:
        counts[module] = int(re.search(r"(\d+) objects", (folder / f"{module}.txt").read_text()).group(1))
    return counts


def measure(rccm, width):
    """{(circuit, weight bits): LUTs} for one input width."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        sources, expected, columns = [], {}, {}
        for bits, circuit in CIRCUITS.items():
            candidates = [
                (NAMES[circuit], circuit, f"rccm_{bits}", ["--input-bits", str(width)]),
                ("Booth", f"booth:{width}x{bits}", f"booth_{bits}", []),
            ]
            for label, argument, name, options in candidates:
                source, module, luts = emit(rccm, argument, name, folder / name, options)
                sources.append(source)
                expected[module] = luts
                columns[module] = (label, bits)
            module, text = plain_multiplier(width, bits)
            source = folder / f"{module}.v"
            source.write_text(text)
            sources.append(source)
            columns[module] = ("*", bits)
        counts = count_luts(sources, list(columns), folder)
    for module, luts in expected.items():
        if counts[module] != luts:
            sys.exit(f"{columns[module]} at {width} bits: Yosys counts {counts[module]} LUTs, the cost model {luts}")
    return {columns[module]: count for module, count in counts.items()}


def column_names():
    return [(label, bits) for bits, circuit in CIRCUITS.items() for label in (NAMES[circuit], "Booth", "*")]


def plot(rows, path):
    data = "\n".join(" ".join(str(v) for v in [width] + [row[c] for c in column_names()]) for width, row in rows)
    styles = {"2-Add": "#1b6ca8", "3-Add": "#2a9d4a", "4-Add": "#c8541a"}
    lines = []
    for index, (label, bits) in enumerate(column_names()):
        colour = styles[NAMES[CIRCUITS[bits]]]
        dash = {"Booth": "dt 2", "*": "dt 3"}.get(label, "lw 3")
        title = label if label in styles else f"{label} by {bits} bits"
        lines.append(f"$data using 1:{index + 2} with linespoints pt 7 ps 0.4 lc rgb '{colour}' {dash} title '{title}'")
    terminal = "pngcairo size 1100,700" if path.endswith(".png") else "svg size 1100,700 background '#ffffff'"
    script = (
        f"$data << EOD\n{data}\nEOD\nset terminal {terminal}\nset output '{path}'\nset key outside right\n"
        "set xlabel 'input bits'\nset ylabel 'LUTs'\nset grid\nplot " + ", \\\n  ".join(lines) + "\n"
    )
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rccm")
    parser.add_argument("--widths", default="2-16")
    parser.add_argument("--plot")
    arguments = parser.parse_args()
    low, _, high = arguments.widths.partition("-")
    header = [f"{label} ×{bits}" for label, bits in column_names()]
    print("| input bits | " + " | ".join(header) + " |")
    print("|" + "---:|" * (len(header) + 1))
    rows = []
    for width in range(int(low), int(high or low) + 1):
        row = measure(str(pathlib.Path(arguments.rccm).resolve()), width)
        rows.append((width, row))
        print(f"| {width} | " + " | ".join(str(row[c]) for c in column_names()) + " |", flush=True)
    if arguments.plot:
        plot(rows, arguments.plot)


if __name__ == "__main__":
    main()
