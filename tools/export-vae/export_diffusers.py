"""Writes an AutoencoderKL of diffusers as encoder.onnx and decoder.onnx. Tested on stubs, untried on diffusers itself.

    python3 export_diffusers.py my_model/vae --image 3 64 64 --out exported

Pictures are in [-1, 1]. Height and width become fixed. The latent is the mean, unscaled: what pipelines multiply it
with is written as `scale` and `shift`, so that latents are those of the pipeline.
"""

import argparse

from export_onnx import ExportError, add_shapes, export, finish  # before torch: says what is missing

import torch


class DiffusersVae(torch.nn.Module):
    """An AutoencoderKL as encode and decode: encode(x) gives a `latent_dist`, decode(z) a `sample`."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def encode(self, image):
        made = self.model.encode(image).latent_dist
        return made.mean, made.logvar

    def decode(self, latent):
        return self.model.decode(latent).sample


def settings_of(config):
    """Range of pictures, and where latents of pipelines lie: (z - shift)·scale."""
    lines = ["  input: { range: [-1, 1] }", "  output: { range: [-1, 1] }"]
    for name, value in (("scale", config.get("scaling_factor")), ("shift", config.get("shift_factor"))):
        lines += [] if value is None else [f"  {name}: {value}"]
    return lines


def load(folder):
    try:
        from diffusers import AutoencoderKL
    except ImportError as error:
        raise ExportError(
            f"diffusers: expected the library, got: {error}; install it by pip install diffusers"
        ) from error
    return AutoencoderKL.from_pretrained(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="the folder that holds config.json and the weights of the VAE")
    add_shapes(parser)
    given = parser.parse_args()

    def action():
        model = load(given.folder)
        return [*export(DiffusersVae(model), given.image, given.out, given.latent), *settings_of(model.config)]

    finish(action)


if __name__ == "__main__":
    main()
