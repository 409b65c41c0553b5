"""Exports the architectures of this folder and writes what PyTorch makes of a few pictures and latents.

    write_samples.py OUT [VAES]

Weights are drawn; where VAES names the folder with the strangers' own, they are read. OUT/<name>/ gets encoder.onnx,
decoder.onnx and samples.json: for each of the two, inputs and outputs by name.
"""

import json
import os
import sys

import torch

TOOLS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, TOOLS)

import export_onnx

BURGESS, DENSE = "burgess.py", "shagun_mnist.py"
SAMPLES = {
    "VAE_mnist": (BURGESS, {"size": 32}, (1, 32, 32), (10,), "disentangling-vae/VAE_mnist/model.pt"),
    "betaB_dsprites": (BURGESS, {"size": 64}, (1, 64, 64), (10,), "disentangling-vae/betaB_dsprites/model.pt"),
    "shagun-mnist": (DENSE, {}, (784,), (20,), "shagun-mnist/vae.pth"),
}
ROWS = 3


def array(tensor):
    return {"shape": list(tensor.shape), "data": tensor.flatten().tolist()}


def sample(method, given, value, names):
    with torch.no_grad():
        made = export_onnx.tensors_of(method(value))
    return {"inputs": {given: array(value)}, "outputs": {name: array(tensor) for name, tensor in zip(names, made)}}


def write(folder, vaes, module, arguments, image, latent, weights):
    torch.manual_seed(0)
    vae = export_onnx.load_module(os.path.join(TOOLS, "architectures", module), "VAE", arguments)
    path = os.path.join(vaes, weights) if vaes else os.path.join(folder, "weights.pt")
    if not vaes:
        torch.save(vae.state_dict(), path)
    export_onnx.load_weights(vae, export_onnx.load_state(path), path)
    export_onnx.export(vae, image, folder)
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
