#!/usr/bin/env python3
"""Measures what fitting alone costs trained networks, for the tables and plots of this folder.

    examples/networks/study/measure.py DATA [--rccm build/rccm] [--only fitted,activations,networks,circuits]

DATA has cifar10/test_batch.bin and cifar10/data_batch_1.bin (or both as .xz), mnist/ and fashion_mnist/ with the IDX
files under their usual names, and networks/NAME/manifest.json. Circuits come from native.json; where that file is
missing, it is searched for and chosen anew. Results go to results.json as they come, and what is already there is not
measured again: remove the file to begin anew. report.py makes tables and plots from it.
"""

import argparse
import json
import lzma
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
WEIGHTS = HERE.parent.parent / "weights" / "resnet20-all-convolutions.csv"
RESNET20 = "resnet20_cifar10"

# Of the native front, by stored bits and LUTs: what a designer would look at from 3 to 8 bits.
CHOSEN = [(3, 10), (4, 5), (4, 8), (4, 10), (4, 11), (4, 23), (5, 10), (5, 13), (5, 23), (6, 17), (6, 24), (7, 24),
          (8, 26)]
BUILT_IN = ["addnet:2-add", "addnet:3-add", "addnet:4-add", "pot:8x4", "apot:8x4", "native:signless-cell"]
BOOTH = [f"booth:8x{bits}" for bits in range(2, 9)]
KINDS = ["fitted", "activations", "networks", "circuits"]
WIDTHS = [2, 4, 8, 12, 16]
# Inputs of 16 bits by weights of 8 need sums of more than 32 bits, which the engine takes many times as long for.
WIDTH_CIRCUITS = {"booth:8x8": WIDTHS[:-1], "native:signless-cell": WIDTHS}
# Network, its test data, and the training data that its activations are calibrated on.
CIFAR10 = ("cifar10/test_batch.bin", "cifar10/data_batch_1.bin")
NETWORKS = {
    "lenet_caffe_mnist": ("mnist/t10k-images-idx3-ubyte.gz", "mnist/train-images-idx3-ubyte.gz"),
    "cnn_fashion_mnist": ("fashion_mnist/t10k-images-idx3-ubyte.gz", "fashion_mnist/train-images-idx3-ubyte.gz"),
    "resnet8_cifar10_mlperftiny": CIFAR10,
    "resnet20_cifar10": CIFAR10,
    "resnet32_cifar10": CIFAR10,
    "resnet56_cifar10": CIFAR10,
}
NETWORK_CIRCUITS = ["booth:8x8", "native 8/26", "booth:8x4", "native:signless-cell", "native 5/10"]


class Study:
    def __init__(self, rccm, data, scratch):
        self.rccm, self.data, self.scratch = rccm, data, scratch
        self.path = HERE / "results.json"
        self.results = json.loads(self.path.read_text()) if self.path.exists() else {}
        self.circuits = self.native_circuits()

    def run(self, *arguments):
        done = subprocess.run([self.rccm, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def native_circuits(self):
        """{name: file}, each file with one circuit."""
        chosen = HERE / "native.json"
        if not chosen.exists():
            front = self.scratch / "front.json"
            self.run("search", "--space", "native", "--cells", "1,2", "--pareto", "--weights", WEIGHTS, "--chains", 40,
                     "-q", "-o", front)
            document = json.loads(front.read_text())
            document["circuits"] = [
                c for c in document["circuits"] if (c["stored_bits"], c["luts"]["xc7"]) in CHOSEN
            ]
            for circuit in document["circuits"]:
                circuit["name"] = f"native {circuit['stored_bits']}/{circuit['luts']['xc7']}"
            document["query"]["weights"] = [WEIGHTS.name]
            chosen.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        files = {}
        for circuit in json.loads(chosen.read_text())["circuits"]:
            file = self.scratch / (circuit["name"].replace(" ", "-").replace("/", "-") + ".json")
            file.write_text(json.dumps(circuit))
            files[circuit["name"]] = file
        return files

    def names(self):
        return BUILT_IN + BOOTH + list(self.circuits)

    def images(self, name):
        plain, packed = self.data / name, self.data / (name + ".xz")
        if plain.exists():
            return plain
        unpacked = self.scratch / plain.name
        if not unpacked.exists():
            unpacked.write_bytes(lzma.decompress(packed.read_bytes()))
        return unpacked

    def manifest(self, network):
        return self.data / "networks" / network / "manifest.json"

    def top1(self, network, test):
        return json.loads(self.run("eval", network, "--data", test, "--json", "-q"))["top1_percent"]

    def keep(self, kind, key, value):
        self.results.setdefault(kind, {})[key] = value
        temporary = self.path.with_suffix(".tmp")
        temporary.write_text(json.dumps(self.results, indent=1, sort_keys=True) + "\n")
        temporary.replace(self.path)
        print(f"{kind}: {key}: {value}", flush=True)

    def missing(self, kind, key):
        return key not in self.results.get(kind, {})

    def measure_metrics(self):
        """LUTs, stored bits, SQNR and divergence of every circuit against ResNet-20's convolutions."""
        for name in self.names():
            if not self.missing("metrics", name):
                continue
            document = json.loads(self.run("compare", "--no-baselines", "--weights", WEIGHTS, "--json",
                                           self.circuits.get(name, name)))
            row = document["rows"][0]
            metrics = row["metrics"][0]
            self.keep("metrics", name, {"luts": row["luts"]["xc7"], "stored_bits": row["stored_bits"],
                                        "levels": row["levels"], "sqnr_db": metrics["sqnr_db"],
                                        "divergence": metrics["divergence"]})

    def measure_fitted(self):
        """One scale per layer, all convolutions, everything else in floating point."""
        test = self.images(NETWORKS[RESNET20][0])
        for name in self.names():
            if self.missing("fitted", name):
                fitted = self.scratch / "fitted.json"
                self.run("quantize", self.manifest(RESNET20), "--circuit", self.circuits.get(name, name), "--per-layer",
                         "--float-activations", "--convolutions-only", "-q", "-o", fitted)
                self.keep("fitted", name, self.top1(fitted, test))

    def measure_integers(self, network, circuit, bits):
        """Integers throughout: a scale per output channel, unsigned activations of so many bits."""
        key = f"{network} {circuit} {bits}"
        if not self.missing("integers", key):
            return
        test, train = (self.images(name) for name in NETWORKS[network])
        lowered = self.scratch / "integers.json"
        self.run("quantize", self.manifest(network), "--circuit", self.circuits.get(circuit, circuit), "--data", train,
                 "--images", 512, "--bits", bits, "--signed-bits", max(bits, 8), "-q", "-o", lowered)
        self.keep("integers", key, self.top1(lowered, test))

    def measure_activations(self):
        for name, widths in WIDTH_CIRCUITS.items():
            for bits in widths:
                self.measure_integers(RESNET20, name, bits)

    def measure_networks(self):
        for network, (test, _) in NETWORKS.items():
            if self.missing("float", network):
                self.keep("float", network, self.top1(self.manifest(network), self.images(test)))
            for name in NETWORK_CIRCUITS:
                self.measure_integers(network, name, 8)

    def measure_circuits(self):
        for name in self.names():
            self.measure_integers(RESNET20, name, 8)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--rccm", default=str(HERE.parent.parent.parent / "build" / "rccm"))
    parser.add_argument("--only", default=",".join(KINDS))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        study = Study(arguments.rccm, arguments.data, pathlib.Path(scratch))
        study.measure_metrics()
        for kind in arguments.only.split(","):
            if kind not in KINDS:
                sys.exit(f"measure.py: --only {kind}: is none of {', '.join(KINDS)}")
            getattr(study, f"measure_{kind}")()


if __name__ == "__main__":
    main()
