import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { interpolate, latentsOf, weight, type FrozenVae, type Path } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';

export interface PointErrorsOptions {
  readonly path: Path;
  /** Weights of the path. */
  readonly theta: NamedArrays;
  readonly vae: FrozenVae;
  /** Points b a run. */
  readonly points: number;
}

/**
 * How far points of a path are from the learned manifold and from the straight line. Inputs: `zA`, `zB` [b, d] and
 * `alpha` [b, 1], one row per point; outputs: `reprojection` ‖z − P(z)‖² and `attraction` ‖z − ẑ‖², [b] each.
 */
export function pointErrorsStep({ path, theta, vae, points }: PointErrorsOptions): StepDefinition {
  const squaredDistance = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.square(tf.sub(a, b)), 1);
  return {
    name: 'point-errors',
    frozen: { ...under('vae', vae.weights), ...under('weights', theta) },
    state: {},
    inputs: {
      zA: { shape: [points, vae.latentSize], dtype: 'float32' },
      zB: { shape: [points, vae.latentSize], dtype: 'float32' },
      alpha: { shape: [points, 1], dtype: 'float32' },
    },
    run({ frozen, inputs }) {
      const context = vae.context(within('vae', frozen));
      const ends = { zA: weight(inputs, 'zA', 2), zB: weight(inputs, 'zB', 2) };
      const alpha = weight(inputs, 'alpha', 2);
      const interpolation = path.prepare(ends, { ...context, weights: within('weights', frozen) });
      const z = latentsOf(interpolation.at(alpha));
      const outputs = {
        reprojection: squaredDistance(z, context.project(z)),
        attraction: squaredDistance(z, interpolate({ ...ends, alpha })),
      };
      return { state: {}, outputs };
    },
  };
}
