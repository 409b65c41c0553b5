import type { PytorchStatements } from '@latent-paths/engine';
import { fullName, type TrialName } from '../find-trial.js';

export interface PytorchModuleOptions {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly trial: TrialName;
  readonly latentSize: number;
  /** Points at once; null for any number. */
  readonly rows: number | null;
  readonly hasWeights: boolean;
  readonly statements: PytorchStatements;
}

const READER = `def read_safetensors(file):
    """The arrays of a safetensors file in float32, by name."""
    data = Path(file).read_bytes()
    length = int.from_bytes(data[:8], 'little')
    header = json.loads(data[8:8 + length])
    body = bytearray(data[8 + length:])
    arrays = {}
    for name, entry in header.items():
        if name == '__metadata__':
            continue
        start, end = entry['data_offsets']
        flat = torch.frombuffer(body, dtype=torch.float32, count=(end - start) // 4, offset=start)
        arrays[name] = flat.reshape(entry['shape']).clone()
    return arrays
`;

const CONSTRUCTOR = `    def __init__(self, file=None):
        """file: the weights; the safetensors file beside this module if left out."""
        super().__init__()
        arrays = read_safetensors(file or Path(__file__).with_suffix('.safetensors'))
        self.weights = nn.ParameterDict({name: nn.Parameter(array) for name, array in arrays.items()})

`;

/** What the module imports, from Python itself first. */
function imports({ hasWeights, body }: { readonly hasWeights: boolean; readonly body: string }): string {
  const own = [
    ...(hasWeights ? ['import json'] : []),
    ...(body.includes('math.') ? ['import math'] : []),
    ...(hasWeights ? ['from pathlib import Path'] : []),
  ];
  const theirs = [
    'import torch',
    'from torch import nn',
    ...(body.includes('functional.') ? ['from torch.nn import functional'] : []),
  ];
  return [...own, ...(own.length > 0 ? [''] : []), ...theirs, ''].join('\n');
}

/** The text of a module that computes a path. */
export function pytorchModule({ name, trial, latentSize, rows, hasWeights, statements }: PytorchModuleOptions): string {
  const { lines, inputs, outputs } = statements;
  const [zA, zB, alpha] = inputs;
  const body = lines.map((line) => `        ${line}`).join('\n');
  const made = outputs.map((output, i) => (i === 0 && output === 'z' ? `${output}.reshape(latent_shape)` : output));
  const n = rows ?? 'n';
  const gives = outputs.includes('z') ? 'z in the shape of z_a' : 'image [n, h, w, c], values 0 to 1';
  return `"""A path between latents, ${fullName(trial)} of latent-paths.

    from ${name} import LatentPath
    path = LatentPath()
    ${outputs.join(', ')} = path(z_a, z_b, alpha)

Each line of forward is one operator of the graph that computed the trial's scores. README.md says what the path was
trained on, and how it was scored.
"""
${imports({ hasWeights, body })}

${hasWeights ? `${READER}\n\n` : ''}class LatentPath(nn.Module):
    """(z_a [${n}, ${latentSize}], z_b [${n}, ${latentSize}], alpha: a number or [${n}]) gives ${gives}."""

    latent_size = ${latentSize}

${hasWeights ? CONSTRUCTOR : ''}    def forward(self, ${zA}, ${zB}, ${alpha}):
        latent_shape = ${zA}.shape
        ${zA}, ${zB} = ${zA}.flatten(1), ${zB}.flatten(1)
        if ${zA}.shape[1] != self.latent_size or ${zB}.shape != ${zA}.shape:
            raise ValueError(
                f'LatentPath: expected z_a and z_b [n, {self.latent_size}], '
                f'got {list(${zA}.shape)} and {list(${zB}.shape)}')
        ${alpha} = torch.as_tensor(${alpha}, dtype=${zA}.dtype, device=${zA}.device).reshape(-1)
        if ${alpha}.shape[0] not in (1, ${zA}.shape[0]):
            raise ValueError(
                f'LatentPath: expected one alpha or {${zA}.shape[0]}, one for each row of z_a, got {${alpha}.shape[0]}')
        ${alpha} = ${alpha}.expand(${zA}.shape[0])
${hasWeights ? '        w = self.weights\n' : ''}${body}
        return ${made.join(', ')}
`;
}
