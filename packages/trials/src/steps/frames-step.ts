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

export interface FramesStepOptions {
  /** One that solves for nothing. */
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  readonly vae: FrozenVae;
  /** Pairs p a run. */
  readonly pairs: number;
  /** Values a of α, the same for every pair. */
  readonly alphas: number;
  /** Whether the straight line is walked, too. */
  readonly line: boolean;
}

/**
 * Pictures on the way of p pairs. Inputs: `zA`, `zB` [p, d], `alpha` [a]; outputs: `frames` [p, a, h·w·c], and where
 * the path has latents `reprojection` and `attraction` [p, a]; of the straight line `line` [p, a, h·w·c] and
 * `lineReprojection` [p, a].
 */
export function framesStep({ path, theta, vae, pairs, alphas, line }: FramesStepOptions): StepDefinition {
  const points = pairs * alphas;
  const ends = { shape: [pairs, vae.latentSize], dtype: 'float32' } as const;
  const perPath = (rows: tf.Tensor): tf.Tensor3D => tf.reshape(rows, [pairs, alphas, -1]);
  return {
    name: 'frames',
    frozen: { ...under('vae', vae.weights), ...under('weights', theta) },
    state: {},
    inputs: { zA: ends, zB: ends, alpha: { shape: [alphas], dtype: 'float32' } },
    run({ frozen, inputs }): StepResult {
      const context = vae.context(within('vae', frozen));
      const perPoint = (name: 'zA' | 'zB'): tf.Tensor2D =>
        tf.reshape(tf.tile(tf.expandDims(weight(inputs, name, 2), 1), [1, alphas, 1]), [points, -1]);
      const spread = { zA: perPoint('zA'), zB: perPoint('zB') };
      const grid = tf.tile(tf.expandDims(weight(inputs, 'alpha', 1), 0), [pairs, 1]);
      const alpha = tf.reshape<tf.Rank.R2>(grid, [points, 1]);
      const straight = interpolate({ ...spread, alpha });

      const measured = (z: tf.Tensor2D, images: tf.Tensor4D) => {
        const sample: PointSample = {
          z: perPath(z),
          linear: perPath(straight),
          projected: perPath(context.encode(images)),
        };
        return (name: 'reprojection' | 'attraction') => pointMetrics[name].value(sample);
      };
      const interpolated = path.prepare(spread, { ...context, weights: within('weights', frozen) }).at(alpha);
      const images = imagesOf(interpolated, context);
      const outputs: Record<string, tf.Tensor> = { frames: perPath(images) };
      if (interpolated.z !== null) {
        const value = measured(interpolated.z, images);
        outputs['reprojection'] = value('reprojection');
        outputs['attraction'] = value('attraction');
      }
      if (line) {
        const shown = context.decode(straight);
        outputs['line'] = perPath(shown);
        outputs['lineReprojection'] = measured(straight, shown)('reprojection');
      }
      return { state: {}, outputs };
    },
  };
}
