"""What the exporters write and refuse. python3 -m unittest discover tools/export-vae/test"""

import os
import subprocess
import sys
import tempfile
import textwrap
import types
import unittest

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLS = os.path.dirname(HERE)
sys.path.insert(0, TOOLS)

import export_diffusers
import export_onnx
import export_pythae
from export_onnx import ExportError


class Tiny(nn.Module):
    """A VAE of two dense layers; `encode` gives what `gives` makes of 2·latent numbers."""

    def __init__(self, latent=3, gives=lambda made: made.chunk(2, 1)):
        super().__init__()
        self.down, self.up, self.gives = nn.Linear(16, 2 * latent), nn.Linear(latent, 16), gives

    def encode(self, image):
        return self.gives(self.down(image.flatten(1)))

    def decode(self, latent):
        return self.up(latent).view(-1, 1, 4, 4)


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.alpha = nn.Parameter(torch.zeros(1))


class Test(unittest.TestCase):
    def setUp(self):
        self.made = tempfile.TemporaryDirectory()
        self.folder = self.made.name

    def tearDown(self):
        self.made.cleanup()

    def save(self, name, value):
        path = os.path.join(self.folder, name)
        torch.save(value, path)
        return path

    def refuses(self, pattern, action):
        with self.assertRaisesRegex(ExportError, pattern):
            action()


class Export(Test):
    def settings(self, vae, latent=None):
        return "\n".join(export_onnx.export(vae, (1, 4, 4), self.folder, latent))

    def test_tells_what_encode_gives(self):
        self.assertIn("posterior: { mean: mean, logVariance: log_variance }", self.settings(Tiny()))
        self.assertIn("posterior: mean", self.settings(Tiny(gives=lambda made: made.chunk(2, 1)[0])))
        self.assertIn("# posterior: halves,", self.settings(Tiny(gives=lambda made: made)))
        self.assertEqual(sorted(os.listdir(self.folder)), ["decoder.onnx", "encoder.onnx"])

    def test_refuses_what_is_no_vae(self):
        self.refuses("expected the methods encode and decode, got no encode", lambda: self.settings(nn.Linear(2, 2)))
        self.refuses(
            "encode: expected to take a tensor of shape .2, 3, 4, 4.",
            lambda: export_onnx.export(Tiny(), (3, 4, 4), self.folder),
        )
        self.refuses("return no sample", lambda: self.settings(Tiny(gives=lambda made: made.split(2, 1))))
        self.refuses(
            "keep the first axis for the batch", lambda: self.settings(Tiny(gives=lambda made: made.flatten()))
        )
        self.refuses("expected tensors, got dict", lambda: self.settings(Tiny(gives=lambda made: ({"mean": made},))))
        self.refuses("give it by --latent", lambda: self.settings(Tiny(gives=lambda made: made[:, :5])))
        self.refuses("decode: expected to take a tensor of shape .2, 7.", lambda: self.settings(Tiny(), (7,)))


class Module(Test):
    def write(self, text):
        path = os.path.join(self.folder, "mine.py")
        with open(path, "w") as file:
            file.write(text)
        return path

    def test_is_an_instance_of_the_class(self):
        path = self.write("from torch import nn\nclass VAE(nn.Linear): pass\n")
        self.assertEqual(export_onnx.load_module(path, "VAE", {"in_features": 2, "out_features": 3}).out_features, 3)
        self.refuses(
            "expected a torch.nn.Module named Vae, got VAE; name one by --class",
            lambda: export_onnx.load_module(path, "Vae", {}),
        )
        self.refuses("--arguments", lambda: export_onnx.load_module(path, "VAE", {}))
        self.refuses("expected a Python file", lambda: export_onnx.load_module(path + "c", "VAE", {}))


class Documentation(Test):
    """The module that docs/bring-your-own-vae.md shows, exported by the command that it shows."""

    def test_leads_to_two_files(self):
        with open(os.path.join(TOOLS, "..", "..", "docs", "bring-your-own-vae.md")) as file:
            text = file.read()
        block = text.split("```python\n")[1].split("```")[0]
        module = os.path.join(self.folder, "my_vae.py")
        with open(module, "w") as file:
            file.write(textwrap.dedent("   " + block.lstrip(" ")))
        weights = self.save("vae.pth", export_onnx.load_module(module, "VAE", {}).state_dict())
        command = text.split("export_onnx.py my_vae.py --weights vae.pth ")[1].split("\n")[0]
        out = command.split("--out ")[1]
        program = os.path.join(TOOLS, "export_onnx.py")
        told = subprocess.run(
            [sys.executable, program, module, "--weights", weights, *command.split()],
            cwd=self.folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        self.assertEqual(sorted(os.listdir(os.path.join(self.folder, out))), ["decoder.onnx", "encoder.onnx"])
        self.assertIn("posterior: { mean: mean, logVariance: log_variance }", told)


class Weights(Test):
    def load(self, vae, state, prefix=""):
        export_onnx.load_weights(vae, state, "w.pt", prefix)
        return vae

    def test_are_those_of_the_file(self):
        vae = Tiny()
        path = self.save(
            "checkpoint.pt",
            {"epoch": 3, "state_dict": {f"model.{name}": value.half() for name, value in vae.state_dict().items()}},
        )
        self.refuses("name the one within it by --key state_dict", lambda: export_onnx.load_state(path))
        state = export_onnx.load_state(path, "state_dict")
        self.refuses("got model.*; name what they begin with by --prefix model.", lambda: self.load(Tiny(), state))
        loaded = self.load(Tiny(), state, "model.")
        self.assertEqual(loaded.down.weight.dtype, torch.float32)
        self.assertTrue(torch.allclose(loaded.down.weight, vae.down.weight, atol=1e-3))

    def test_of_another_class_are_told(self):
        state = Tiny().state_dict()
        self.refuses(
            "got down.bias, down.weight, up.bias and 1 more that it has not, and not alpha that it has; make the class",
            lambda: self.load(Gate(), state),
        )
        self.refuses(r"down.bias \[6\] for \[8\].*--arguments", lambda: self.load(Tiny(latent=4), state))

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_that_git_lfs_did_not_fetch_are_told(self):
        pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:a\nsize 805301\n"
        self.refuses(
            "w.pth: expected a state dict, got a Git LFS pointer in place of the file of 805301 bytes; run git lfs pull"
            " where it was cloned, or download the file itself$",
            lambda: export_onnx.load_state(self.write("w.pth", pointer)),
        )

    def test_that_are_no_state_dict_get_no_advice_to_run_code(self):
        class Payload:
            def __reduce__(self):
                return (os.getcwd, ())

        odd = [
            self.write("text.pth", b"these are no weights\n"),
            self.write("empty.pth", b""),
            self.write("cut.pth", b"PK\x03\x04 and no more"),
            self.save("code.pth", Payload()),
        ]
        for path in odd:
            with self.assertRaises(ExportError) as caught:
                export_onnx.load_state(path)
            self.assertEqual(
                str(caught.exception),
                f"{path}: expected a state dict that can be read without running code, got a file of another kind or"
                " one that is cut off; save one by torch.save(vae.state_dict(), …)",
            )

    def test_run_nothing(self):
        class Payload:
            def __reduce__(self):
                return (os.mkdir, (os.path.join(folder, "ran"),))

        folder = self.folder
        self.refuses("expected a state dict", lambda: export_onnx.load_state(self.save("evil.pt", Payload())))
        self.assertFalse(os.path.exists(os.path.join(folder, "ran")))
        self.refuses("torch.save\\(vae.state_dict", lambda: export_onnx.load_state(self.save("list.pt", [1, 2])))
        self.refuses("got none", lambda: export_onnx.load_state(os.path.join(folder, "absent.pt")))


class Wrappers(Test):
    """On stubs that answer as the libraries' documentation says."""

    def test_pythae(self):
        tiny = Tiny()

        class Output(dict):
            pass

        model = nn.Module()
        model.parts = tiny
        model.encoder = lambda x: Output(embedding=tiny.encode(x)[0], log_covariance=tiny.encode(x)[1])
        model.decoder = lambda z: Output(reconstruction=tiny.decode(z))
        told = export_onnx.export(export_pythae.PythaeVae(model), (1, 4, 4), self.folder)
        self.assertIn("  posterior: { mean: mean, logVariance: log_variance }", told)
        model.encoder = lambda x: Output(embedding=tiny.encode(x)[0])
        self.assertIn("  posterior: mean", export_onnx.export(export_pythae.PythaeVae(model), (1, 4, 4), self.folder))

    def test_diffusers(self):
        down, up = nn.Conv2d(3, 8, 4, 4), nn.ConvTranspose2d(4, 3, 4, 4)
        model = nn.Module()
        model.parts = nn.ModuleList([down, up])

        def encode(x):
            mean, logvar = down(x).chunk(2, 1)
            return types.SimpleNamespace(latent_dist=types.SimpleNamespace(mean=mean, logvar=logvar))

        model.encode, model.decode = encode, lambda z: types.SimpleNamespace(sample=up(z))
        told = export_onnx.export(export_diffusers.DiffusersVae(model), (3, 8, 8), self.folder)
        self.assertIn("  posterior: { mean: mean, logVariance: log_variance }", told)
        self.assertEqual(
            export_diffusers.settings_of({"scaling_factor": 0.18215, "shift_factor": None})[2:], ["  scale: 0.18215"]
        )


if __name__ == "__main__":
    unittest.main()
