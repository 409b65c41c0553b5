import { UsageError } from '@latent-paths/core';
import { exportModel } from '@latent-paths/engine';
import { pathStep } from '@latent-paths/trials/steps';
import type { PathRequest } from './path-format.js';

export type TakenModel = ReturnType<typeof exportModel>;

/**
 * The path as the model that `--to onnx` writes, and what `translate` makes of it.
 * @throws UsageError if it has operators that are not known there
 */
export function takenModel<Made>(
  format: string,
  { trial, decoder, rows }: Pick<PathRequest, 'trial' | 'decoder' | 'rows'>,
  translate: (model: TakenModel) => Made,
): Made {
  const { path, theta, vae } = trial.finished;
  const model = exportModel({ step: (count) => pathStep({ path, theta, vae, decoder, rows: count }), rows });
  try {
    return translate(model);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--to ${format}: ${error.message}`);
    throw error;
  }
}
