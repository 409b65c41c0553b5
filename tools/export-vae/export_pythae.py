"""Writes a VAE that pythae trained as encoder.onnx and decoder.onnx. Tested on stubs, untried on pythae itself.

    python3 export_pythae.py my_model/final_model --image 1 28 28 --out exported

The folder is what pythae's trainer leaves. pythae itself loads it and runs what lies in its .pkl files:
trust it first.
"""

import argparse

from export_onnx import ExportError, add_shapes, export, finish  # before torch: says what is missing

import torch


class PythaeVae(torch.nn.Module):
    """A pythae model as encode and decode.

    encoder(x) gives `embedding` and perhaps `log_covariance`, decoder(z) `reconstruction`.
    """

    def __init__(self, model):
        super().__init__()
        self.model = model

    def encode(self, image):
        made = self.model.encoder(image)
        if "embedding" not in made:
            raise ExportError(
                f"encoder: expected pythae's output with an embedding, got {', '.join(made)}; take export_onnx.py with"
                " a class of your own"
            )
        return (made["embedding"], made["log_covariance"]) if "log_covariance" in made else made["embedding"]

    def decode(self, latent):
        return self.model.decoder(latent)["reconstruction"]


def load(folder):
    try:
        from pythae.models import AutoModel
    except ImportError as error:
        raise ExportError(f"pythae: expected the library, got: {error}; install it by pip install pythae") from error
    return AutoModel.load_from_folder(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="the trained model as pythae saved it")
    add_shapes(parser)
    given = parser.parse_args()
    finish(lambda: export(PythaeVae(load(given.folder)), given.image, given.out, given.latent))


if __name__ == "__main__":
    main()
