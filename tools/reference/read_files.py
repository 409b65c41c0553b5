"""What other readers make of files that latent-paths writes: PyYAML, onnx.checker, numpy, and Python's own json, csv
and zlib.

    read_files.py FILE...        prints {FILE: {"sha256": of its bytes, "read": what was read, or "refused": why not}}

Arrays and pixels are told by the SHA-256 of their bytes. Needs python3-yaml, python3-onnx and python3-numpy of Debian.
"""

import csv
import hashlib
import json
import struct
import sys
import zlib

import numpy as np
import onnx
import yaml

DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "|i1",
    "U32": "<u4",
    "U8": "|u1",
    "BOOL": "|b1",
}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError("a key stands twice")
    return dict(pairs)


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def read_json(data):
    return json.loads(data.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant)


def read_lines(data):
    return [read_json(line) for line in data.split(b"\n") if line]


def read_yaml(data):
    return yaml.safe_load(data.decode("utf-8"))


def read_csv(data):
    return list(csv.reader(data.decode("utf-8").splitlines(), strict=True))


def read_safetensors(data):
    """The format: eight bytes of length, a header in JSON, then the arrays without gaps, in little-endian."""
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size], object_pairs_hook=unique)
    metadata = header.pop("__metadata__", {})
    if any(not isinstance(value, str) for value in metadata.values()):
        raise ValueError("metadata that is no text")
    body = data[8 + size :]
    at = 0
    arrays = {}
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        if begin != at:
            raise ValueError(f"{name} begins at {begin}, expected {at}")
        array = np.frombuffer(body[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
        arrays[name] = {"dtype": entry["dtype"], "shape": list(array.shape), "sha256": sha256(array.tobytes())}
        at = end
    if at != len(body):
        raise ValueError(f"{len(body) - at} bytes after the last array")
    return {"metadata": metadata, "arrays": arrays}


def set_apart(model):
    """Gives operators of ONNX that are newer than this checker to another domain, whose operators it leaves be;
    names them."""
    newer = [node for node in model.graph.node if node.domain == "" and not onnx.defs.has(node.op_type)]
    for node in newer:
        node.domain = "newer"
    if newer:
        model.opset_import.append(onnx.helper.make_opsetid("newer", 1))
    return sorted({node.op_type for node in newer})


def read_onnx(data):
    model = onnx.load_model_from_string(data)
    beyond = set_apart(model)
    onnx.checker.check_model(model, full_check=True)
    shapes = lambda values: {
        value.name: [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim] for value in values
    }
    return {
        "opsets": {entry.domain: entry.version for entry in model.opset_import if entry.domain != "newer"},
        "metadata": {entry.key: entry.value for entry in model.metadata_props},
        "inputs": shapes(model.graph.input),
        "outputs": shapes(model.graph.output),
        "beyond": beyond,
        "weights": sorted(entry.name for entry in model.graph.initializer),
    }


def read_png(data):
    """Eight bits a channel, not interlaced: what is written here. Every CRC is checked, and every filter undone."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    at, idat = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] != zlib.crc32(kind + body):
            raise ValueError(f"{kind.decode()} with another CRC")
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
            channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
            if (depth, interlace) != (8, 0):
                raise ValueError("expected eight bits a channel, without interlacing")
        if kind == b"IDAT":
            idat += body
        at += 12 + size
    rows = np.frombuffer(zlib.decompress(idat), np.uint8).reshape(height, 1 + width * channels)
    before = [0] * (width * channels)
    pixels = bytearray()
    for row in rows.tolist():
        line = []
        for i, value in enumerate(row[1:]):
            left = line[i - channels] if i >= channels else 0
            corner = before[i - channels] if i >= channels else 0
            guess = left + before[i] - corner
            paeth = min((left, before[i], corner), key=lambda one: abs(guess - one))
            line.append((value + [0, left, before[i], (left + before[i]) // 2, paeth][row[0]]) % 256)
        pixels += bytes(line)
        before = line
    return {"width": width, "height": height, "channels": channels, "sha256": sha256(bytes(pixels))}


READERS = {
    ".yaml": read_yaml,
    ".onnx": read_onnx,
    ".safetensors": read_safetensors,
    ".json": read_json,
    ".jsonl": read_lines,
    ".csv": read_csv,
    ".png": read_png,
}


def read_file(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        read = READERS["." + path.rsplit(".", 1)[-1]]
        return {"sha256": sha256(data), "read": read(data)}
    except Exception as error:  # whatever a reader says is what is asked for here
        return {"sha256": sha256(data), "refused": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    json.dump(
        {path: read_file(path) for path in sys.argv[1:]},
        sys.stdout,
        indent=1,
        sort_keys=True,
        ensure_ascii=False,
        default=str,
    )
    print()
