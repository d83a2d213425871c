#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets: small valid files, from which the fuzzer starts to mutate.

usage: seeds.py FOLDER   (gives FOLDER/fuzz_npy/..., FOLDER/fuzz_npz/..., one folder a target)
"""
import io
import json
import pathlib
import struct
import sys
import zipfile


def npy(descr, shape, data, version=1, fortran=False):
    header = f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}".encode()
    length_format, prefix = ("<H", 10) if version == 1 else ("<I", 12)
    header += b" " * (-(prefix + len(header) + 1) % 64) + b"\n"
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack(length_format, len(header)) + header + data


def npz(members, compression, force_zip64=False):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", compression) as file:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)  # without a date, so that the same seed has the same bytes
            info.compress_type = compression
            with file.open(info, "w", force_zip64=force_zip64) as member:
                member.write(content)
    return archive.getvalue()


def safetensors(header, data):
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def tensor(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def cell(mode, select_bits, inputs, functions, **more):
    def term(text):
        return None if not text else {"input": int(text[1]), "negate": text[0] == "-"}

    return {
        "mode": mode,
        "inputs": [{"source": source, "shift": shift} for source, shift in inputs],
        "select_bits": select_bits,
        **more,
        "functions": [{"f": term(f), "g": term(g)} for f, g in functions],
    }


def circuit(*cells, **more):
    return {"schema": "rccm.circuit/1", "name": "seed", "space": "native", "input_bits": 8, "input_signed": True,
            "signless": False, "cells": list(cells), **more}


def text(document):
    return json.dumps(document).encode()


def varint(value):
    encoded = b""
    while value >= 0x80:
        encoded += bytes([value & 0x7F | 0x80])
        value >>= 7
    return encoded + bytes([value])


def field(number, content):
    """A field of protobuf: a number, or text, a message or packed numbers."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    content = content.encode() if isinstance(content, str) else content
    return varint(number << 3 | 2) + varint(len(content)) + content


def onnx_tensor(name, shape, *values):
    data = struct.pack(f"<{len(values)}f", *values)
    return b"".join(field(1, extent) for extent in shape) + field(2, 1) + field(8, name) + field(9, data)


def onnx_integers(name, *values):
    return field(5, field(1, name) + b"".join(field(8, value) for value in values))


def onnx_node(operation, inputs, output, attributes=b""):
    return b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, operation) + attributes


def onnx(shape, nodes, tensors):
    dims = b"".join(field(1, field(1, extent)) for extent in shape)
    image = field(1, "x") + field(2, field(1, field(1, 1) + field(2, dims)))
    graph = b"".join(field(1, node) for node in nodes) + b"".join(field(5, tensor) for tensor in tensors)
    return field(1, 8) + field(7, graph + field(11, image) + field(12, field(1, "y"))) + field(8, field(2, 13))


FLOATS = struct.pack("<6f", 1, -2, 0.5, 0, 3, -0.25)
ARRAYS = {"conv1.weight.npy": npy("<f4", "(2, 3)", FLOATS), "steps.npy": npy("<i8", "()", struct.pack("<q", 500))}

GATED = cell("gated", 1, [("x", 0), ("x", 2)], [("+1", "+0"), ("", "-0")])
DUAL = cell("dual", 1, [("cell0", 1), ("x", 0)], [("+0", "-1"), ("-0", "+1")])
PAIRED = cell("paired", 2, [("x", 0), ("x", 1)], [("", ""), ("", "+0"), ("+1", ""), ("+1", "+0")], code_bits=[1, 0])

SEEDS = {
    "fuzz_npy": [
        npy("<f4", "(2, 3)", FLOATS),
        npy(">f8", "(1,)", struct.pack(">d", 0.1), version=2),
        npy("<f2", "(2, 1, 3)", struct.pack("<6e", 1, 2, 3, 4, 5, 6), version=3, fortran=True),
        npy("|b1", "(4,)", b"\0\1\1\0"),
        npy("|i1", "(3, 0)", b""),
        npy("<u8", "()", struct.pack("<Q", 1 << 63)),
        npy("<i4", "(2, 2)", struct.pack("<4i", -1, 2, -3, 4), fortran=True),
        npy(">u2", "(2L,)", struct.pack(">2H", 1, 60000)),
    ],
    "fuzz_npz": [
        npz(ARRAYS, zipfile.ZIP_STORED),
        npz(ARRAYS, zipfile.ZIP_DEFLATED),
        npz(ARRAYS, zipfile.ZIP_STORED, force_zip64=True),
        npz({"zeros.npy": npy("<f4", "(256,)", bytes(1024))}, zipfile.ZIP_DEFLATED, force_zip64=True),
        npz({}, zipfile.ZIP_STORED),
    ],
    "fuzz_safetensors": [
        safetensors({"__metadata__": {"format": "pt"}, "w": tensor("F32", [2, 3], 0, 24)}, FLOATS),
        safetensors({"a": tensor("BF16", [2], 0, 4), "b": tensor("I64", [], 4, 12)}, bytes(12)),
        safetensors({"m": tensor("BOOL", [1, 0], 0, 0), "u": tensor("U8", [3], 0, 3)}, b"\1\2\3"),
        safetensors({}, b""),
    ],
    "fuzz_onnx": [
        onnx((1, 1, 4, 4), [
            onnx_node("Conv", ["x", "w", "b"], "c", onnx_integers("pads", 1, 1, 1, 1)),
            onnx_node("BatchNormalization", ["c", "b", "b", "b", "b"], "n"),
            onnx_node("Relu", ["n"], "r"),
            onnx_node("MaxPool", ["r"], "p", onnx_integers("kernel_shape", 2, 2) + onnx_integers("strides", 2, 2)),
            onnx_node("Add", ["p", "p"], "a"),
            onnx_node("Flatten", ["a"], "f"),
            onnx_node("Gemm", ["f", "m"], "y"),
        ], [onnx_tensor("w", (1, 1, 3, 3), *range(9)), onnx_tensor("b", (1,), 1), onnx_tensor("m", (4, 1), *range(4))]),
        onnx((1, 2, 1, 1), [
            onnx_node("Constant", [], "k", field(5, field(1, "value") + field(5, onnx_tensor("", (2, 2), 1, 2, 3, 4)))),
            onnx_node("Reshape", ["x", "s"], "v"),
            onnx_node("MatMul", ["v", "k"], "l"),
            onnx_node("Add", ["l", "b"], "i"),
            onnx_node("Identity", ["i"], "y"),
        ], [field(1, 2) + field(2, 7) + field(7, b"\0\2") + field(8, "s"), onnx_tensor("b", (2,), 5, 6)]),
    ],
    "fuzz_csv": [
        b"1,2.5,-3e-2\n4 5\t6\r\n",
        b"# conv1\nlower,upper,count\n-1,-0.5,3\n-0.5,0,10\n0.25,0.5,0\n",
        b"\xef\xbb\xbfnan inf\n",
    ],
    "fuzz_circuit": [
        text(circuit(GATED, DUAL)),
        text(circuit(PAIRED, signless=True)),
        text(circuit(GATED, DUAL, select_bits=2, table=[9, -3, -9, 3],
                     metrics={"divergence": 1, "sqnr_db": 2, "scale": 0.5})),
        text({"schema": "rccm.circuits/1", "query": {}, "stats": {}, "circuits": [circuit(PAIRED), circuit(GATED)]}),
    ],
    "fuzz_report": [
        text({"schema": "rccm.circuits/1", "stats": {"configurations": 1},
              "query": {"space": "native", "dist": "gaussian", "cells": [1], "stored_bits": [2, 8], "shard": [0, 2]},
              "circuits": [circuit(PAIRED, metrics={"divergence": 1, "sqnr_db": 2, "scale": 0.5})]}),
        text({"schema": "rccm.comparison/1", "query": {"circuits": ["booth:8x4"], "dist": ["laplace"]},
              "input_bits": 8, "input_signed": True, "context": "product", "weights": ["laplace"],
              "rows": [{"name": "booth:8x4", "kind": "uniform", "luts": {"xc7": 19, "xcup": 19}, "stored_bits": 4,
                        "consumer_bits": 0, "levels": 16, "depth": 2,
                        "metrics": [{"sqnr_db": 17.5, "divergence": 1, "scale": 0.3, "on_front": True}]}]}),
        text({"schema": "rccm.verify/1", "result": "pass", "folders": [
            {"folder": "m", "name": "m", "manifest_sha256": "0", "result": "pass",
             "checks": [{"check": "luts xc7", "result": "pass", "luts": 25, "proven": True}]}]}),
        text({"schema": "rccm.accuracy/1", "network": "n", "arithmetic": "integer", "images": 2, "top1": 1, "top5": 2,
              "top1_percent": 50, "top5_percent": 100, "classes": [{"images": 2, "correct": 1}]}),
        text({"schema": "rccm.training-log/1", "network": "n", "epochs": [{"epoch": 1, "loss": 0.5}]}),
        text({"schema": "rccm.layer-estimate/1", "command": "rccm layer", "name": "l", "plan": {}, "estimate": {}}),
        b"epoch,loss\n1,0.5\n2,\n",
        b"network,data_set,multiplier,stored_bits,luts,top1_percent\nn,d,\"a,b\",4,10,91.5\n",
    ],
    "fuzz_pagsuite": [
        b"{{'A',[5],1,[1],0,0,[1],0,2},{'O',[5],1,[5],1,0}}",
        b"{{'M',[1;4],1,[1;1],0,[0;2]},{'A',[7;-4],2,[1;-4],1,0,[6;0],1,0},{'R',[6;0],1,[3;0],2,1},"
        b"{'A',[3;0],2,[-1;-1],0,0,[4;1],1,0},{'M',[4;1],1,[1;1],0,[2;0]},{'O',[7;-4],2,[7;-4],2,0}}",
        b"{{'M',[0;1;2],1,[1;1;1],0,[NaN;0;1]},{'A',[0;-1;-2],2,[0;0;0],0,0,[0;-1;-2],1,0},\n"
        b" {'O',[0;-2;-4],3,[0;-1;-2],2,1}}:{input_bits=6,input_signed=0,signless=1}\n",
    ],
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for target, files in SEEDS.items():
        folder = pathlib.Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(files):
            (folder / f"seed{number}").write_bytes(content)


if __name__ == "__main__":
    main()
