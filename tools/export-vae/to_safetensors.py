"""Writes the weights in a file of PyTorch as safetensors, beside it.

    python3 to_safetensors.py vae.pth

The file is read without running anything that lies in it. Numbers keep their width: float16 and bfloat16 stay so.
"""

import argparse
import json
import os
import struct
import sys

from export_onnx import ExportError, load_state  # before torch: says what is missing

import torch

# The format's names; https://huggingface.co/docs/safetensors
TYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}


def bytes_of(tensor):
    """The numbers of a tensor as they lie in memory, little-endian."""
    flat = tensor.detach().contiguous().reshape(-1)
    if flat.dtype == torch.bfloat16:  # which NumPy lacks
        flat = flat.view(torch.int16)
    return flat.numpy().tobytes()


def write(state, path):
    """Writes tensors by name: the header's length, the header, the tensors one after another."""
    header, parts, end = {}, [], 0
    for name, tensor in sorted(state.items()):
        if tensor.dtype not in TYPES:
            raise ExportError(f"{name}: expected plain numbers, got {tensor.dtype}; save it as float32")
        part = bytes_of(tensor)
        header[name] = {
            "dtype": TYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [end, end + len(part)],
        }
        parts.append(part)
        end += len(part)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        file.writelines(parts)


def main():
    parser = argparse.ArgumentParser(description="Writes the weights in a file of PyTorch as safetensors.")
    parser.add_argument("weights", help="a state dict, or a checkpoint that holds one")
    parser.add_argument("--key", help="where the state dict lies in a checkpoint, state_dict for example")
    parser.add_argument("--prefix", default="", help="what the names begin with and shall not, model. for example")
    parser.add_argument("--out", help="the file to write; default: beside the weights, with the ending .safetensors")
    given = parser.parse_args()
    out = given.out or os.path.splitext(given.weights)[0] + ".safetensors"
    try:
        state = load_state(given.weights, given.key)
        named = {name[len(given.prefix) :]: tensor for name, tensor in state.items() if name.startswith(given.prefix)}
        if not named:
            raise ExportError(
                f"{given.weights}: expected names that begin with {given.prefix}, got {', '.join(list(state)[:6])}"
            )
        write(named, out)
    except ExportError as error:
        sys.exit(str(error))
    print(f"{out}: {len(named)} tensors")


if __name__ == "__main__":
    main()
