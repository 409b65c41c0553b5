"""The VAE of Burgess et al. (2018, arXiv:1804.03599) as YannDubs/disentangling-vae trains it.

Pictures have 32 or 64 pixels a side. Its encoder gives one tensor of 2·latent numbers, in which mean and logarithm of
the variance take turns.
"""

import torch
from torch import nn
from torch.nn import functional as F


def down(channels):
    return nn.Conv2d(channels, 32, 4, stride=2, padding=1)


def up(channels):
    return nn.ConvTranspose2d(32, channels, 4, stride=2, padding=1)


class Encoder(nn.Module):
    def __init__(self, latent, channels, size):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = down(channels), down(32), down(32)
        if size == 64:
            self.conv_64 = down(32)
        self.lin1, self.lin2 = nn.Linear(512, 256), nn.Linear(256, 256)
        self.mu_logvar_gen = nn.Linear(256, 2 * latent)

    def forward(self, x):
        for convolution in [self.conv1, self.conv2, self.conv3, *([self.conv_64] if hasattr(self, "conv_64") else [])]:
            x = F.relu(convolution(x))
        x = x.flatten(1)  # [b, 32, 4, 4] -> [b, 512]
        return self.mu_logvar_gen(F.relu(self.lin2(F.relu(self.lin1(x)))))


class Decoder(nn.Module):
    def __init__(self, latent, channels, size):
        super().__init__()
        self.lin1, self.lin2, self.lin3 = nn.Linear(latent, 256), nn.Linear(256, 256), nn.Linear(256, 512)
        if size == 64:
            self.convT_64 = up(32)
        self.convT1, self.convT2, self.convT3 = up(32), up(32), up(channels)

    def forward(self, z):
        for linear in (self.lin1, self.lin2, self.lin3):
            z = F.relu(linear(z))
        x = z.view(-1, 32, 4, 4)
        for convolution in [*([self.convT_64] if hasattr(self, "convT_64") else []), self.convT1, self.convT2]:
            x = F.relu(convolution(x))
        return torch.sigmoid(self.convT3(x))


class VAE(nn.Module):
    def __init__(self, latent=10, channels=1, size=32):
        super().__init__()
        if size not in (32, 64):
            raise ValueError(f"size: expected 32 or 64, got {size}")
        self.encoder, self.decoder = Encoder(latent, channels, size), Decoder(latent, channels, size)

    def encode(self, image):
        return self.encoder(image)

    def decode(self, latent):
        return self.decoder(latent)
