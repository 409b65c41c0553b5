import { UsageError } from '@latent-paths/core';
import { encodeSafetensors } from '@latent-paths/model';
import { pathKinds } from '@latent-paths/specification/paths';
import type { FileFormat } from './path-format.js';

/** The weights of a trained path by their names; those of the decoder begin with `decoder/`. */
export const safetensors: FileFormat = {
  kind: 'file',
  about: 'the weights of a trained path',
  extension: 'safetensors',
  takes: ['with'],
  encode({ trial, decoder, metadata }) {
    const { config, path, theta, vae } = trial.finished;
    if (!path.trained)
      throw new UsageError(
        `--to safetensors: expected a trained path, got ${config.path.kind}, which has no weights; use ` +
          '--to onnx, which exports formulas too',
      );
    const ofDecoder = Object.fromEntries(Object.entries(vae.weights).filter(([name]) => name.startsWith('decoder/')));
    const arrays = { ...theta, ...(decoder && ofDecoder) };
    return {
      bytes: encodeSafetensors({ arrays, metadata }),
      content: { arrays: Object.entries(arrays).map(([name, { shape }]) => ({ name, shape })) },
      usage:
        'The weights alone, in float32; kernels lie as [inputs, outputs]. What is computed of them: ' +
        `${pathKinds[config.path.kind].about}, ${JSON.stringify(config.path)}. ` +
        '`latent-paths export --to pytorch` writes the same weights with the code that computes.',
    };
  },
};
