import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { imagesOf, vaeContext, weight, type ImageShape, type Path } from '@latent-paths/model';
import { under, within } from './names.js';

export interface DecodeStepOptions {
  readonly path: Path;
  readonly theta: NamedArrays;
  readonly vae: NamedArrays;
  readonly imageShape: ImageShape;
  readonly latentSize: number;
  readonly points: number;
}

/** Frames of a path at `points` points: inputs `zA`, `zB` [b, d] and `alpha` [b, 1]; output `frames` [b, h·w·c]. */
export function decodeStep({ path, theta, vae, imageShape, latentSize, points }: DecodeStepOptions): StepDefinition {
  return {
    name: 'decode-path',
    frozen: { ...under('vae', vae), ...under('weights', theta) },
    state: {},
    inputs: {
      zA: { shape: [points, latentSize], dtype: 'float32' },
      zB: { shape: [points, latentSize], dtype: 'float32' },
      alpha: { shape: [points, 1], dtype: 'float32' },
    },
    run({ frozen, inputs }) {
      const context = vaeContext({ weights: within('vae', frozen), imageShape });
      const ends = { zA: weight(inputs, 'zA', 2), zB: weight(inputs, 'zB', 2) };
      const walked = path.prepare(ends, { ...context, weights: within('weights', frozen) }).at(weight(inputs, 'alpha', 2));
      return { state: {}, outputs: { frames: tf.reshape(imagesOf(walked, context), [points, -1]) } };
    },
  };
}
