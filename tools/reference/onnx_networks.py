"""Writes small networks of what autoencoders are made of as PyTorch exports them: sources of the law over whole ONNX
networks.

python3 tools/reference/onnx_networks.py packages/trials/test/laws/onnx/networks
"""
import sys
import warnings

import torch
import torch.nn.functional as F
from torch import nn


class Zoo(nn.Module):
    """Padding, normalisations, activations, pooling, resizing, attention and reshaping, each as its exporter
    decomposes it."""

    def __init__(self):
        super().__init__()
        self.reflected = nn.Conv2d(3, 8, 3, padding=1, padding_mode="reflect")
        self.batch_norm = nn.BatchNorm2d(8)
        self.depthwise = nn.Conv2d(8, 8, 3, padding=1, groups=8)
        self.group_norm = nn.GroupNorm(2, 8)
        self.instance_norm = nn.InstanceNorm2d(8, affine=True)
        self.shuffle = nn.PixelShuffle(2)
        self.layer_norm = nn.LayerNorm(16)
        self.attention = nn.MultiheadAttention(16, 2, batch_first=True)
        self.linear = nn.Linear(16, 6)

    def forward(self, x):
        h = F.gelu(self.batch_norm(self.reflected(x)))
        h = F.silu(self.group_norm(self.depthwise(h)))
        h = F.hardswish(self.instance_norm(F.max_pool2d(h, 3, 2, 1)))
        h = self.shuffle(F.interpolate(h, scale_factor=1.5, mode="bilinear", align_corners=False))
        h = F.avg_pool2d(h, 3, padding=1, count_include_pad=False)
        t = self.layer_norm(h.flatten(2)[..., :16])
        t = t + self.attention(t, t, t)[0]
        t = F.normalize(F.elu(self.linear(t)).flatten(1), dim=-1)
        a, b = t.chunk(2, 1)
        return torch.softmax(torch.cat([a, b.exp()], 1), -1)


class Autoencoder(nn.Module):
    """Whole, its latent unexposed, the batch carried by its shape."""

    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, 4, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(4, 8, 3, 2, 1))
        self.to_latent = nn.Linear(8 * 4 * 4, 3)
        self.from_latent = nn.Linear(3, 8 * 4 * 4)
        self.up = nn.Sequential(
            nn.ConvTranspose2d(8, 4, 3, 2, 1, output_padding=1),
            nn.SiLU(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(4, 1, 3, 1, 1),
            nn.Sigmoid(),
        )

    def forward(self, x):
        z = self.to_latent(torch.relu(self.down(x)).flatten(1))
        h = F.elu(self.from_latent(z))
        return self.up(h.view(h.size(0), 8, 4, 4))


def export(module, example, path, opset, **options):
    module.eval()
    torch.onnx.export(
        module,
        example,
        path,
        opset_version=opset,
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
        **options,
    )


def main(folder):
    warnings.simplefilter("ignore")
    torch.manual_seed(0)
    zoo = Zoo()
    zoo.batch_norm.running_mean.uniform_(-0.5, 0.5)
    zoo.batch_norm.running_var.uniform_(0.5, 1.5)
    images = torch.rand(2, 3, 16, 16)
    export(zoo, images, f"{folder}/zoo-opset-11.onnx", 11)
    export(zoo, images, f"{folder}/zoo-opset-17.onnx", 17)
    export(
        zoo,
        images,
        f"{folder}/zoo-functions.onnx",
        17,
        export_modules_as_functions={nn.GroupNorm, nn.LayerNorm, nn.Linear},
    )
    export(Autoencoder(), torch.rand(2, 1, 16, 16), f"{folder}/autoencoder.onnx", 9)


main(*sys.argv[1:])
