import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition, StepResult } from '@latent-paths/engine';
import {
  imagesOf,
  interpolate,
  pointMetrics,
  weight,
  type FrozenVae,
  type Path,
  type PointSample,
} from '@latent-paths/model';
import { under, within } from './prefixed-records.js';

export interface InterpolationStepOptions {
  /** One that solves for nothing. */
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  readonly vae: FrozenVae;
  /** a, values of α. */
  readonly alphas: number;
}

/**
 * From one image to another. Inputs: `images` [2, h, w, c], `alpha` [a]; outputs: `frames` [a, h·w·c], and where the
 * path has latents `reprojection` and `attraction` [a].
 */
export function interpolationStep({ path, theta, vae, alphas }: InterpolationStepOptions): StepDefinition {
  return {
    name: 'interpolation',
    frozen: { ...under('vae', vae.weights), ...under('weights', theta) },
    state: {},
    inputs: {
      images: { shape: [2, ...vae.imageShape], dtype: 'float32' },
      alpha: { shape: [alphas], dtype: 'float32' },
    },
    run({ frozen, inputs }): StepResult {
      const context = vae.context(within('vae', frozen));
      const latents = context.encode(weight(inputs, 'images', 4)); // [2, d]
      const end = (row: number): tf.Tensor2D => tf.tile(tf.slice(latents, [row, 0], [1, -1]), [alphas, 1]); // [a, d]
      const ends = { zA: end(0), zB: end(1) };
      const alpha = tf.reshape<tf.Rank.R2>(weight(inputs, 'alpha', 1), [alphas, 1]);
      const interpolated = path.prepare(ends, { ...context, weights: within('weights', frozen) }).at(alpha);
      const images = imagesOf(interpolated, context);
      const frames = tf.reshape(images, [alphas, -1]);
      if (interpolated.z === null) return { state: {}, outputs: { frames } };
      const onePath = (rows: tf.Tensor): tf.Tensor3D => tf.reshape(rows, [1, alphas, -1]);
      const sample: PointSample = {
        z: onePath(interpolated.z),
        linear: onePath(interpolate({ ...ends, alpha })),
        projected: onePath(context.encode(images)),
      };
      const measured = (name: 'reprojection' | 'attraction') => tf.reshape(pointMetrics[name].value(sample), [alphas]);
      return {
        state: {},
        outputs: { frames, reprojection: measured('reprojection'), attraction: measured('attraction') },
      };
    },
  };
}
