import { toPytorch } from '@latent-paths/engine';
import { encodeSafetensors } from '@latent-paths/model';
import type { FolderFormat } from './path-format.js';
import { pytorchModule } from './pytorch-module.js';
import { takenModel } from './taken-model.js';

/** Name of the module, and of the file of weights beside it. */
const NAME = 'latent_path';

/** The path as one module of PyTorch, from the same model that `--to onnx` writes. */
export const pytorch: FolderFormat = {
  kind: 'folder',
  about: 'a module of PyTorch in one file, with its weights as safetensors beside it',
  takes: ['with', 'batch'],
  encode(request) {
    const { trial, rows, metadata } = request;
    const { statements, ports } = takenModel('pytorch', request, (model) => ({
      statements: toPytorch(model),
      ports: model,
    }));
    const shapes = (all: typeof ports.inputs) => all.map(({ name, shape }) => ({ name, shape }));
    const { latentSize } = trial.finished.vae;
    const hasWeights = Object.keys(statements.weights).length > 0;
    const source = pytorchModule({ name: NAME, trial: trial.name, latentSize, rows, hasWeights, statements });
    const outputs = ports.outputs.map(({ name }) => name).join(', ');
    return {
      files: {
        [`${NAME}.py`]: source,
        ...(hasWeights && {
          [`${NAME}.safetensors`]: encodeSafetensors({ arrays: statements.weights, metadata }),
        }),
      },
      content: { inputs: shapes(ports.inputs), outputs: shapes(ports.outputs) },
      usage: `\`${NAME}.py\` needs PyTorch 1.13 or newer, and nothing else. \`z_a\` and \`z_b\` are \
[n, ${latentSize}], or latents as your decoder takes them, [n, …]; \`alpha\` is a number or [n].

\`\`\`python
from ${NAME} import LatentPath
path = LatentPath()
${outputs} = path(z_a, z_b, alpha)
\`\`\``,
    };
  },
};
