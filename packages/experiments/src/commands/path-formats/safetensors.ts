import { UsageError } from '@latent-paths/core';
import { encodeSafetensors } from '@latent-paths/model';
import type { PathFormat } from './path-format.js';

/** The weights of a trained path by their names; those of the decoder begin with `decoder/`. */
export const safetensors: PathFormat = {
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
    };
  },
};
