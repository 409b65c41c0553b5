"""The tiny autoencoder of madebyollin/taesd, with the names that diffusers' AutoencoderTiny gives its layers.

Pictures are in 0...1 and their sides are multiples of 8; a latent is an image of an eighth. `pooled` blocks at the
deepest place have a branch with group normalisation, as taef2's have.
"""

import torch
from torch import nn

WIDTH = 64


def convolution(inputs, outputs, **settings):
    return nn.Conv2d(inputs, outputs, 3, padding=1, **settings)


class Block(nn.Module):
    def __init__(self, pooled=False):
        super().__init__()
        self.conv = nn.Sequential(
            convolution(WIDTH, WIDTH), nn.ReLU(), convolution(WIDTH, WIDTH), nn.ReLU(), convolution(WIDTH, WIDTH)
        )
        if pooled:
            wide = 4 * WIDTH
            self.pool = nn.Sequential(
                nn.Conv2d(WIDTH, wide, 1, bias=False),
                nn.GroupNorm(4, wide),
                nn.ReLU(),
                nn.Conv2d(wide, WIDTH, 1, bias=False),
            )

    def forward(self, x):
        if hasattr(self, "pool"):
            x = x + self.pool(x)
        return torch.relu(self.conv(x) + x)


def blocks(pooled=False):
    return [Block(pooled) for _ in range(3)]


class Half(nn.Module):
    """`layers`, one after another."""

    def __init__(self, layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


def encoder(channels, latent, pooled):
    down = [
        [convolution(WIDTH, WIDTH, stride=2, bias=False), *blocks(pooled and deepest)]
        for deepest in (False, False, True)
    ]
    return Half([convolution(channels, WIDTH), Block(), *sum(down, []), convolution(WIDTH, latent)])


def decoder(channels, latent, pooled):
    up = [
        [*blocks(pooled and deepest), nn.Upsample(scale_factor=2), convolution(WIDTH, WIDTH, bias=False)]
        for deepest in (True, False, False)
    ]
    return Half([convolution(latent, WIDTH), nn.ReLU(), *sum(up, []), Block(), convolution(WIDTH, channels)])


class VAE(nn.Module):
    def __init__(self, channels=3, latent=4, pooled=False):
        super().__init__()
        self.encoder, self.decoder = encoder(channels, latent, pooled), decoder(channels, latent, pooled)

    def encode(self, image):
        return self.encoder(image)

    def decode(self, latent):
        return self.decoder(torch.tanh(latent / 3) * 3)
