"""Writes a VAE of PyTorch as two ONNX files, encoder.onnx and decoder.onnx, that take any number of pictures at once.

    python3 export_onnx.py my_vae.py --class VAE --weights vae.pth --image 1 28 28 --out exported

my_vae.py defines the class, a torch.nn.Module with encode(image) and decode(latent). encode gives the mean and the
logarithm of the variance, or one tensor: the mean, or both. Its code is run: it should be your own, or read by you.
The weights are a state dict, and nothing that lies in their file is run.
"""

import argparse
import importlib.util
import inspect
import json
import os
import re
import sys
import warnings

try:
    import torch
except ModuleNotFoundError:
    sys.exit(
        f"{os.path.basename(sys.argv[0])}: expected PyTorch, got none; install it: pip install torch, or Debian's"
        " python3-torch"
    )

OPSET = 13


class ExportError(Exception):
    """What hinders the export, and the remedy."""


class Encoder(torch.nn.Module):
    """image [b, c, h, w] -> what `encode` gives, as a tuple."""

    def __init__(self, vae):
        super().__init__()
        self.vae = vae

    def forward(self, image):
        return tensors_of(self.vae.encode(image))


class Decoder(torch.nn.Module):
    """latent [b, ...] -> picture."""

    def __init__(self, vae):
        super().__init__()
        self.vae = vae

    def forward(self, latent):
        return tensors_of(self.vae.decode(latent))


def tensors_of(made):
    """What a method gave, as a tuple of tensors."""
    return tuple(made) if isinstance(made, (tuple, list)) else (made,)


def load_module(path, class_name, arguments):
    """An instance of a class that a Python file defines."""
    if not os.path.isfile(path):
        raise ExportError(
            f"{path}: expected a Python file that defines your VAE, got none; write one of ten lines, as README.md"
            " shows"
        )
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    specification = importlib.util.spec_from_file_location("vae_to_export", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    kind = getattr(module, class_name, None)
    if not (inspect.isclass(kind) and issubclass(kind, torch.nn.Module)):
        there = [
            name
            for name, value in vars(module).items()
            if inspect.isclass(value) and issubclass(value, torch.nn.Module)
        ]
        raise ExportError(
            f"{path}: expected a torch.nn.Module named {class_name}, got {', '.join(there) or 'none'}; name one by"
            " --class"
        )
    try:
        return kind(**arguments)
    except TypeError as error:
        raise ExportError(
            f"{path}: expected {class_name}({arguments}) to make a VAE, got: {error}; give its arguments by --arguments"
            " '{\"latent\": 20}'"
        ) from error


def refuse_unfetched(path):
    """Refuses a file that cannot be read, and a pointer of Git LFS in place of one."""
    try:
        with open(path, "rb") as file:
            beginning = file.read(200)
    except FileNotFoundError as error:
        raise ExportError(f"{path}: expected a file of weights, got none; name it by --weights") from error
    except OSError as error:
        raise ExportError(f"{path}: expected a file that can be read, got: {error.strerror}; name another") from error
    if not beginning.startswith(b"version https://git-lfs.github.com/spec/"):
        return
    size = re.search(rb"size (\d+)", beginning)
    stands_for = f" of {size[1].decode()} bytes" if size else ""
    raise ExportError(
        f"{path}: expected a state dict, got a Git LFS pointer in place of the file{stands_for}; run git lfs pull where"
        " it was cloned, or download the file itself"
    )


def load_state(path, key=None):
    """The state dict in a file, read without running anything that lies in it."""
    if "weights_only" not in inspect.signature(torch.load).parameters:
        raise ExportError(
            f"torch {torch.__version__}: expected 1.13 or newer, which loads weights without running what lies in their"
            " file; update it"
        )
    refuse_unfetched(path)
    try:
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # of many kinds; some advise to run what lies in the file
        raise ExportError(
            f"{path}: expected a state dict that can be read without running code, got a file of another kind or one"
            " that is cut off; save one by torch.save(vae.state_dict(), …)"
        ) from error
    if key is not None:
        loaded = loaded.get(key, None) if isinstance(loaded, dict) else None
    if isinstance(loaded, dict) and loaded and all(isinstance(value, torch.Tensor) for value in loaded.values()):
        return loaded
    inner = [name for name, value in loaded.items() if isinstance(value, dict)] if isinstance(loaded, dict) else []
    remedy = f"name the one within it by --key {inner[0]}" if inner else "write it by torch.save(vae.state_dict(), …)"
    raise ExportError(f"{path}: expected a state dict, tensors by name, got {type(loaded).__name__}; {remedy}")


def load_weights(vae, state, path, prefix=""):
    """Gives a VAE its weights. float16 ones become float32."""
    own = {name[len(prefix) :]: tensor for name, tensor in state.items() if name.startswith(prefix)}
    wanted = vae.state_dict()
    lacking, unknown = sorted(wanted.keys() - own.keys()), sorted(own.keys() - wanted.keys())
    if lacking or unknown:
        ends = {name[: -len(lacking[0])] for name in own if lacking and name.endswith(lacking[0])}
        common = [start for start in sorted(ends) if all(start + name in own for name in wanted)]
        remedy = (
            f"name what they begin with by --prefix {common[0]}" if common else "make the class that of these weights"
        )
        raise ExportError(
            f"{path}: expected the weights of the class, got {some(unknown)} that it has not, and not {some(lacking)}"
            f" that it has; {remedy}"
        )
    other = [
        f"{name} {list(own[name].shape)} for {list(tensor.shape)}"
        for name, tensor in wanted.items()
        if own[name].shape != tensor.shape
    ]
    if other:
        raise ExportError(
            f"{path}: expected the shapes of the class, got {some(other)}; give the class its sizes by --arguments"
        )
    vae.load_state_dict(own)


def export(vae, image_shape, folder, latent_shape=None):
    """Writes encoder.onnx and decoder.onnx, and gives their settings for an experiment.

    image_shape is (channels, height, width); latent_shape that of one latent, needed only where one tensor of `encode`
    does not tell it. Names: image -> mean and log_variance, or posterior; latent -> picture.
    """
    vae = vae.float().eval()
    for method in ("encode", "decode"):
        if not callable(getattr(vae, method, None)):
            raise ExportError(
                f"{type(vae).__name__}: expected the methods encode and decode, got no {method}; add it, as README.md"
                " shows"
            )
    images = torch.rand(
        2, *image_shape, generator=torch.Generator().manual_seed(0)
    )  # two: no axis of length 1 passes for fixed
    with torch.no_grad():
        posterior = run("encode", vae.encode, images)
        if len(posterior) > 2:
            raise ExportError(
                f"encode: expected the mean and the logarithm of the variance, or one tensor, got {len(posterior)};"
                " return no sample"
            )
        latent_shape = latent_shape or find_latent_shape(vae, posterior)
        latents = torch.zeros(2, *latent_shape)
        pictures = run("decode", vae.decode, latents)
    if len(pictures) > 1:
        raise ExportError(f"decode: expected one tensor, the picture, got {len(pictures)}; return the picture alone")
    names = ["posterior"] if len(posterior) == 1 else ["mean", "log_variance"]
    os.makedirs(folder, exist_ok=True)
    write(Encoder(vae), images, os.path.join(folder, "encoder.onnx"), ["image"], names)
    write(Decoder(vae), latents, os.path.join(folder, "decoder.onnx"), ["latent"], ["picture"])
    return settings(folder, posterior, latent_shape)


def run(name, method, given):
    try:
        made = tensors_of(method(given))
    except Exception as error:  # what the class raises is its own
        raise ExportError(
            f"{name}: expected to take a tensor of shape {list(given.shape)}, got: {first_line(error)}; give the shapes"
            " by --image and --latent"
        ) from error
    odd = [type(value).__name__ for value in made if not isinstance(value, torch.Tensor)]
    if odd:
        raise ExportError(
            f"{name}: expected tensors, got {', '.join(odd)}; return tensors alone, or take one of the wrappers"
        )
    alone = [list(value.shape) for value in made if value.shape[:1] != given.shape[:1]]
    if alone:
        raise ExportError(
            f"{name}: expected one row for each of {len(given)}, got a tensor of shape {alone[0]}; keep the first axis"
            " for the batch"
        )
    return made


def find_latent_shape(vae, posterior):
    """That of the mean; of one tensor, the shape that `decode` takes: its own, or half of it along the first axis."""
    whole = tuple(posterior[0].shape[1:])
    if len(posterior) > 1:
        return whole
    fitting = [shape for shape in (whole, (whole[0] // 2, *whole[1:])) if decodes(vae, shape)]
    if len(fitting) == 1:
        return fitting[0]
    raise ExportError(
        f"encode: expected a tensor that tells the latent's shape, got {list(whole)}, of which decode takes"
        f" {fitting or 'nothing'}; give it by --latent"
    )


def decodes(vae, shape):
    try:
        vae.decode(torch.zeros(2, *shape))
        return True
    except Exception:  # what the class raises is its own
        return False


def write(module, example, path, inputs, outputs):
    # Since 2.5, torch has another exporter beside this one, and prefers it since 2.9.
    newer = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    axes = {name: {0: "batch"} for name in [*inputs, *outputs]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (example,),
            path,
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            **newer,
        )


def settings(folder, posterior, latent_shape):
    """What an experiment says of the two files, as YAML. What PyTorch cannot know is left to `inspect`."""
    lines = ["vae:", "  kind: onnx", f"  encoder: {folder}/encoder.onnx", f"  decoder: {folder}/decoder.onnx"]
    if len(posterior) == 2:
        return [*lines, "  posterior: { mean: mean, logVariance: log_variance }"]
    if tuple(posterior[0].shape[1:]) == tuple(latent_shape):
        return [*lines, "  posterior: mean"]
    return [
        *lines,
        (
            "  # posterior: halves, halves-logvar-first or interleaved; only reconstruction shows which, so it is for"
            " you to try"
        ),
    ]


def some(names):
    told = ", ".join(names[:3]) or "none"
    return told if len(names) <= 3 else f"{told} and {len(names) - 3} more"


def first_line(error):
    return str(error).strip().split("\n")[0] or type(error).__name__


def add_shapes(parser):
    parser.add_argument(
        "--image",
        type=int,
        nargs="+",
        required=True,
        metavar="N",
        help="shape of one picture as encode takes it: channels, height and width",
    )
    parser.add_argument("--latent", type=int, nargs="+", metavar="N", help="shape of one latent, where it must be told")
    parser.add_argument("--out", required=True, help="folder that the two files are written to")


def finish(action):
    """Runs the export, and tells what hinders it in one line."""
    try:
        print("\n".join(action()))
    except ExportError as error:
        sys.exit(f"{os.path.basename(sys.argv[0])}: {error}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", help="Python file that defines the class")
    parser.add_argument("--class", dest="class_name", default="VAE", help="the class (VAE)")
    parser.add_argument("--arguments", type=json.loads, default={}, help="its arguments, as JSON")
    parser.add_argument("--weights", required=True, help="its state dict")
    parser.add_argument("--key", help="where the state dict lies in a larger checkpoint")
    parser.add_argument("--prefix", default="", help="what the names of the weights begin with")
    add_shapes(parser)
    given = parser.parse_args()

    def action():
        vae = load_module(given.module, given.class_name, given.arguments)
        load_weights(vae, load_state(given.weights, given.key), given.weights, given.prefix)
        return export(vae, given.image, given.out, given.latent)

    finish(action)


if __name__ == "__main__":
    main()
