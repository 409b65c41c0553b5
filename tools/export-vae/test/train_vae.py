"""Trains the VAE of a module for a moment, on pictures of one size, and saves its weights as its users do.

    train_vae.py MODULE.py PICTURES SIDE OUT.pth

PICTURES holds n·side² bytes, picture by picture. The class is VAE; encode gives mean and logarithm of the variance.
"""

import os
import sys

import torch

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import export_onnx

STEPS, BATCH = 400, 100


def train(vae, pictures):
    optimiser = torch.optim.Adam(vae.parameters(), 2e-3)
    for _ in range(STEPS):
        x = pictures[torch.randint(len(pictures), (BATCH,))]
        mean, log_variance = vae.encode(x)
        z = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        missed = torch.nn.functional.binary_cross_entropy(vae.decode(z), x, reduction="sum")
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        optimiser.zero_grad()
        ((missed + divergence) / BATCH).backward()
        optimiser.step()


def read(path, side):
    with open(path, "rb") as file:
        values = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
    return values.view(-1, 1, side, side).float() / 255


def main(module, pictures, side, out):
    torch.manual_seed(0)
    torch.set_num_threads(1)
    vae = export_onnx.load_module(module, "VAE", {})
    train(vae, read(pictures, int(side)))
    torch.save(vae.state_dict(), out)


main(*sys.argv[1:])
