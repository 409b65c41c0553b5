"""The dense VAE that shagunuppal/Riemannian_Geometry_of_Deep_Generative_Models trains on MNIST.

Pictures are rows of 784 numbers.
"""

import torch
from torch import nn
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self, pixels=784, hidden=400, latent=20):
        super().__init__()
        self.fc1 = nn.Linear(pixels, hidden)
        self.fc21, self.fc22 = nn.Linear(hidden, latent), nn.Linear(hidden, latent)
        self.fc3, self.fc4 = nn.Linear(latent, hidden), nn.Linear(hidden, pixels)

    def encode(self, image):
        h = F.relu(self.fc1(image))
        return self.fc21(h), self.fc22(h)

    def decode(self, latent):
        return torch.sigmoid(self.fc4(F.relu(self.fc3(latent))))
