"""Exports the architectures of this folder and writes what PyTorch makes of a few pictures and latents.

    write_samples.py OUT [VAES]

Weights are drawn; where VAES names the folder with the strangers' own, they are read. OUT/<name>/ gets encoder.onnx,
decoder.onnx, weights.safetensors and samples.json: for each half, inputs and outputs by name.
"""

import json
import os
import sys

import torch

TOOLS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, TOOLS)

import export_onnx
import to_safetensors

BURGESS, DENSE, TINY = "burgess.py", "shagun_mnist.py", "tiny_autoencoder.py"
SAMPLES = {
    "VAE_mnist": (BURGESS, {"size": 32}, (1, 32, 32), (10,), "disentangling-vae/VAE_mnist/model.pt"),
    "betaB_dsprites": (BURGESS, {"size": 64}, (1, 64, 64), (10,), "disentangling-vae/betaB_dsprites/model.pt"),
    "taef2": (TINY, {"latent": 32, "pooled": True}, (3, 16, 16), (32, 2, 2), "taef2"),
    "shagun-mnist": (DENSE, {}, (784,), (20,), "shagun-mnist/vae.pth"),
}
ROWS = 3


def array(tensor):
    return {"shape": list(tensor.shape), "data": tensor.flatten().tolist()}


def sample(method, given, value, names):
    with torch.no_grad():
        made = export_onnx.tensors_of(method(value))
    return {"inputs": {given: array(value)}, "outputs": {name: array(tensor) for name, tensor in zip(names, made)}}


def taef2(folder):
    """Both halves with the names of diffusers: the decoder of taesd counts one layer more, which bounds the latent."""
    named = {}
    for half, shift in (("encoder", 0), ("decoder", 1)):
        state = export_onnx.load_state(os.path.join(folder, f"taef2_{half}.pth"))
        for name, tensor in state.items():
            index, rest = name.split(".", 1)
            named[f"{half}.layers.{int(index) - shift}.{rest}"] = tensor
    return named


def write(folder, vaes, module, arguments, image, latent, weights):
    torch.manual_seed(0)
    vae = export_onnx.load_module(os.path.join(TOOLS, "architectures", module), "VAE", arguments)
    if vaes:
        path = os.path.join(vaes, weights)
        export_onnx.load_weights(vae, taef2(path) if module == TINY else export_onnx.load_state(path), path)
    to_safetensors.write(vae.state_dict(), os.path.join(folder, "weights.safetensors"))
    export_onnx.export(vae, image, folder, latent)
    posterior = ["mean", "log_variance"] if module == DENSE else ["posterior"]
    samples = {
        "encoder": sample(vae.encode, "image", torch.rand(ROWS, *image), posterior),
        "decoder": sample(vae.decode, "latent", torch.randn(ROWS, *latent), ["picture"]),
    }
    with open(os.path.join(folder, "samples.json"), "w") as file:
        json.dump(samples, file)


def main(out, vaes=None):
    for name, settings in SAMPLES.items():
        folder = os.path.join(out, name)
        os.makedirs(folder)
        write(folder, vaes, *settings)


main(*sys.argv[1:])
