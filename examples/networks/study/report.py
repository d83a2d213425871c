#!/usr/bin/env python3
"""Makes the tables and plots of this folder from results.json: tables.md, and each plot as SVG and, where
rsvg-convert is installed, as a small PNG.

    examples/networks/study/report.py
"""

import json
import math
import pathlib
import shutil
import subprocess

import measure
from plots import Plot
from ranks import kendall, spearman

HERE = pathlib.Path(__file__).resolve().parent
FAMILIES = {"addnet": ("published", "#c8541a", "square"), "booth": ("Booth", "#6b7480", "circle"),
            "pot": ("powers of two", "#8a5fb0", "circle"), "apot": ("powers of two", "#8a5fb0", "circle"),
            "native": ("native (bits/LUTs)", "#1b6ca8", "diamond")}
PREDICTORS = [("distortion, as SQNR", "sqnr_db", 1), ("divergence", "divergence", -1),
              ("stored bits", "stored_bits", 1), ("LUTs", "luts", 1)]
TICKS = [10, 40, 60, 70, 80, 85, 88, 90, 91, 91.5]
# Below it a network is broken, and which is the more broken says nothing about circuits that anyone would use.
USABLE = 80


def family(name):
    return FAMILIES[name.split(":")[0].split(" ")[0]]


def short(name):
    if name == "native:signless-cell":
        return "signless cell"
    return name.replace("booth:8x", "8×").replace("native ", "").replace("addnet:", "").replace(":8x4", "")


def spread(y):
    """Spreads accuracies as they come near that of the float network, 91.73 %."""
    return -math.log10(92.4 - y)


def table(header, rows):
    alignment = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, alignment, *rows]) + "\n"


def percent(value):
    return "–" if value is None else f"{value:.2f}"


class Report:
    def __init__(self, results):
        self.metrics, self.fitted = results["metrics"], results["fitted"]
        self.integers, self.float = results.get("integers", {}), results["float"]
        self.names = [name for name in self.metrics if name in self.fitted]
        self.names.sort(key=lambda name: (self.metrics[name]["stored_bits"], self.metrics[name]["luts"], name))

    def integer(self, network, name, bits=8):
        return self.integers.get(f"{network} {name} {bits}")

    def has_integers(self):
        return all(self.integer(measure.RESNET20, name) is not None for name in self.names)

    def circuits(self):
        header = ["circuit", "stored bits", "LUTs", "levels", "SQNR dB", "divergence", "fitted %"]
        header += ["integers %"] if self.has_integers() else []
        rows = []
        for name in self.names:
            m = self.metrics[name]
            rows.append([f"`{name}`", str(m["stored_bits"]), str(m["luts"]), str(m["levels"]), f"{m['sqnr_db']:.2f}",
                         f"{m['divergence']:.3f}", percent(self.fitted[name])])
            if self.has_integers():
                rows[-1].append(percent(self.integer(measure.RESNET20, name)))
        return table(header, rows)

    def correlations(self):
        """Of the accuracy after fitting with each predictor, for all circuits and parts of them."""
        parts = [
            ("all", self.names),
            (f"above {USABLE} %", [n for n in self.names if self.fitted[n] >= USABLE]),
            ("4 stored bits", [n for n in self.names if self.metrics[n]["stored_bits"] == 4]),
        ]
        accuracies = [("fitted", self.fitted)]
        if self.has_integers():
            accuracies.append(("integers", {n: self.integer(measure.RESNET20, n) for n in self.names}))
        header = ["accuracy", "circuits", "number"] + [f"{title}: ρ, τ" for title, _, _ in PREDICTORS]
        rows = []
        for kind, accuracy in accuracies:
            for title, names in parts:
                reached = [accuracy[n] for n in names]
                row = [kind, title, str(len(names))]
                for _, key, sign in PREDICTORS:
                    predicted = [sign * self.metrics[n][key] for n in names]
                    row.append(f"{spearman(predicted, reached):.2f}, {kendall(predicted, reached):.2f}")
                rows.append(row)
        return table(header, rows)

    def widths(self):
        rows = [[f"`{name}`"] + [percent(self.integer(measure.RESNET20, name, bits)) for bits in measure.WIDTHS]
                for name in measure.WIDTH_CIRCUITS]
        return table(["circuit"] + [f"{bits} bits" for bits in measure.WIDTHS], rows)

    def networks(self):
        rows = []
        for network in measure.NETWORKS:
            reached = [self.integer(network, name) for name in measure.NETWORK_CIRCUITS]
            if network in self.float and None not in reached:
                rows.append([f"`{network}`", percent(self.float[network])] + [percent(value) for value in reached])
        return table(["network, where all is measured", "float"] + [f"`{name}`" for name in measure.NETWORK_CIRCUITS], rows)

    def accuracy_over(self, key, title, x_label):
        reference = self.float[measure.RESNET20]
        values = [self.metrics[n][key] for n in self.names]
        air = 0.06 * (max(values) - min(values))
        low = 0 if min(values) >= 0 else min(values) - air
        plot = Plot(title, x_label, "top-1 % of ResNet-20, fitted only", (low, max(values) + air), (5, 91.95), spread,
                    TICKS)
        plot.horizontal(reference, f"float {reference:.2f}", at_end=key == "divergence")
        for name in self.names:
            plot.mark(self.metrics[name][key], self.fitted[name], *family(name)[1:])
        for name in self.names:
            plot.label(self.metrics[name][key], self.fitted[name], short(name), family(name)[1])
        plot.legend(list(dict.fromkeys(family(name) for name in self.names)))
        return plot.document()

    def accuracy_over_width(self):
        plot = Plot("Accuracy over the width of activations", "bits of unsigned activations",
                    "top-1 % of ResNet-20, fitted only", (1, 17), (5, 91.95), spread, TICKS)
        reference = self.float[measure.RESNET20]
        plot.horizontal(reference, f"float {reference:.2f}")
        looks = [("#6b7480", "circle"), ("#1b6ca8", "diamond")]
        for name, (colour, shape) in zip(measure.WIDTH_CIRCUITS, looks):
            points = [(bits, self.integer(measure.RESNET20, name, bits)) for bits in measure.WIDTHS]
            points = [(bits, value) for bits, value in points if value is not None]
            plot.curve(points, colour)
            for bits, value in points:
                plot.mark(bits, value, colour, shape)
        plot.legend([(short(name), *look) for name, look in zip(measure.WIDTH_CIRCUITS, looks)])
        return plot.document()


def write_plot(name, document):
    path = HERE / f"{name}.svg"
    path.write_text(document)
    if shutil.which("rsvg-convert"):
        subprocess.run(["rsvg-convert", "--width", "860", "-o", str(path.with_suffix(".png")), str(path)], check=True)


def main():
    report = Report(json.loads((HERE / "results.json").read_text()))
    sections = [("Circuits", report.circuits()), ("Rank correlations", report.correlations()),
                ("Widths of activations", report.widths()), ("Networks", report.networks())]
    text = "# Results\n\nMade by `report.py` from `results.json`; [README.md](README.md) says what they mean.\n"
    (HERE / "tables.md").write_text(text + "".join(f"\n## {title}\n\n{body}" for title, body in sections))
    write_plot("accuracy-over-luts", report.accuracy_over("luts", "Accuracy over LUTs of a multiplier", "LUTs"))
    write_plot("accuracy-over-sqnr", report.accuracy_over("sqnr_db", "Accuracy over SQNR of the weights", "SQNR, dB"))
    write_plot("accuracy-over-divergence",
               report.accuracy_over("divergence", "Accuracy over divergence", "divergence from the weights, nats"))
    write_plot("accuracy-over-width", report.accuracy_over_width())


if __name__ == "__main__":
    main()
