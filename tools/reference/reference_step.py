"""The engine's reference step in PyTorch: the source of its golden values, and the peer of its bench.

    reference_step.py golden IN OUT       losses, θ-gradient and θ after three Adam steps, in float64, as JSON
    reference_step.py serve IN THREADS    answers {"steps": n} on stdin with {"seconds": t}: n steps in float32

IN holds θ, the frozen weights of E and D and the batch, written by packages/engine/bench/write-reference.ts in
the safetensors layout, with TensorFlow's filter layouts.
"""

import json
import struct
import sys
import time

import numpy
import torch
from torch.nn import functional as F

PATH = ["path1", "path2", "path3", "path4"]


def read(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    return {
        name: numpy.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }


def frozen_layers(arrays, dtype):
    """E and D in PyTorch's layouts: dense [out, in], convolution [out, in, h, w], transposed [in, out, h, w], pictures
    NCHW."""

    def tensor(array):
        return torch.tensor(numpy.ascontiguousarray(array), dtype=dtype)

    def flip(name):
        # TensorFlow: convolution [h, w, in, out], transposed convolution [h, w, out, in].
        return tensor(arrays[name + "/weight"].transpose(3, 2, 0, 1))

    biases = {
        name: arrays[name + "/bias"] for name in [side + str(i) for side in ("decoder", "encoder") for i in (1, 2, 3, 4)]
    }
    first, last = arrays["decoder1/weight"], arrays["encoder4/weight"]
    latent, channels = first.shape[0], first.shape[1] // 16
    # The flat features of TensorFlow are [4, 4, channels]; PyTorch's are [channels, 4, 4].
    weights = {
        "decoder1": tensor(first.reshape(latent, 4, 4, channels).transpose(3, 1, 2, 0).reshape(-1, latent)),
        "encoder4": tensor(last.reshape(4, 4, channels, latent).transpose(3, 2, 0, 1).reshape(latent, -1)),
        **{name: flip(name) for name in ("decoder2", "decoder3", "decoder4", "encoder1", "encoder2", "encoder3")},
    }
    biases["decoder1"] = biases["decoder1"].reshape(4, 4, channels).transpose(2, 0, 1).reshape(-1)
    return {name: (weight, tensor(biases[name])) for name, weight in weights.items()}


class ReferenceStep:
    def __init__(self, arrays, dtype):
        self.batch = {name: torch.tensor(arrays[name], dtype=dtype) for name in ("zA", "zB", "alpha", "attraction")}
        self.frozen = frozen_layers(arrays, dtype)
        # F.linear takes [out, in]; the parameter is kept so, as a PyTorch user would.
        self.theta = {
            name + part: torch.tensor(numpy.ascontiguousarray(arrays[name + part].T), dtype=dtype, requires_grad=True)
            for name in PATH
            for part in ("/weight", "/bias")
        }
        self.optimiser = torch.optim.Adam(
            self.theta.values(), lr=float(arrays["rate"]), betas=(0.9, 0.999), eps=1e-8, foreach=True
        )

    def interpolate(self):
        h = torch.cat([self.batch["zA"], self.batch["zB"], self.batch["alpha"]], 1)
        for name in PATH:
            h = F.linear(h, self.theta[name + "/weight"], self.theta[name + "/bias"])
            h = h if name == PATH[-1] else F.silu(h)
        return h

    def decode(self, z):
        h = F.relu(F.linear(z, *self.frozen["decoder1"]))
        x = h.view(len(h), -1, 4, 4)
        for name in ("decoder2", "decoder3"):
            x = F.relu(F.conv_transpose2d(x, *self.frozen[name], stride=2, padding=1))
        return torch.sigmoid(F.conv_transpose2d(x, *self.frozen["decoder4"], stride=2, padding=1))

    def encode(self, x):
        for name in ("encoder1", "encoder2", "encoder3"):
            x = F.relu(F.conv2d(x, *self.frozen[name], stride=2, padding=1))
        return F.linear(x.flatten(1), *self.frozen["encoder4"])

    def losses(self):
        z = self.interpolate()
        reprojection = (z - self.encode(self.decode(z))).square().sum(1).mean()
        line = self.batch["zA"] + self.batch["alpha"] * (self.batch["zB"] - self.batch["zA"])
        attraction = (z - line).square().sum(1).mean()
        return {
            "reprojection": reprojection,
            "attraction": attraction,
            "total": reprojection + self.batch["attraction"] * attraction,
        }

    def step(self):
        """One step of training; returns the losses before it."""
        self.optimiser.zero_grad(set_to_none=True)
        losses = self.losses()
        losses["total"].backward()
        self.optimiser.step()
        return {name: float(loss) for name, loss in losses.items()}

    def export(self, tensors):
        """By name, flat, in TensorFlow's layout, to nine digits."""
        return {
            name: [float("%.9g" % x) for x in tensor.detach().numpy().T.ravel()] for name, tensor in tensors.items()
        }


def golden(source, target):
    step = ReferenceStep(read(source), torch.float64)
    losses = step.step()
    gradient = step.export({name: weight.grad for name, weight in step.theta.items()})
    step.step()
    step.step()
    record = {
        "torch": torch.__version__,
        "losses": losses,
        "gradient": gradient,
        "thetaAfterThreeSteps": step.export(step.theta),
    }
    with open(target, "w") as file:
        json.dump(record, file, separators=(",", ":"))
        file.write("\n")


def serve(source, threads):
    torch.set_num_threads(int(threads))
    step = ReferenceStep(read(source), torch.float32)

    def answer(message):
        print(json.dumps(message), flush=True)

    answer({"about": f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", "total": step.step()["total"]})
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(json.loads(line)["steps"]):
            step.step()
        answer({"seconds": time.perf_counter() - start})


if __name__ == "__main__":
    commands = {("golden", 4): golden, ("serve", 4): serve}
    command = commands.get((sys.argv[1] if len(sys.argv) > 1 else "", len(sys.argv)))
    if command is None:
        sys.exit(__doc__)
    command(*sys.argv[2:])
