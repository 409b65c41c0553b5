import * as tf from '@tensorflow/tfjs-core';
import { mapValues, type NamedArrays } from '@latent-paths/core';
import type { NamedSpecs, StepDefinition } from '@latent-paths/engine';
import {
  imagesOf,
  interpolate,
  latentsOf,
  pointMetrics,
  weight,
  type FrozenVae,
  type Path,
  type PointSample,
} from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { sparseGrid } from './sparse-grid.js';
import { rowSpecs, specsOf } from './specs.js';

export interface EvaluationStepOptions {
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  /** `frozen`: compiled in, fastest for many pairs; `input`: given anew at every run, as `weights/…`. */
  readonly thetaAs: 'frozen' | 'input';
  /** What was solved for, [n, …] of n pairs: its names and shapes; left out where nothing is. */
  readonly solution?: NamedArrays;
  readonly vae: FrozenVae;
  /** Pairs p a run. */
  readonly pairs: number;
  /** Values a of α, the same for every pair. */
  readonly alphas: number;
  /**
   * `points`: the metrics of points alone, as validation needs them; `interpolations`: also what the metrics of paths
   * are made from.
   */
  readonly detail: 'points' | 'interpolations';
}

/**
 * Interpolates p pairs over a grid of α. Inputs: `zA`, `zB` [p, d], `alpha` [a], ascending from 0 to 1, and
 * `solution/<name>` [p, …]. Outputs, where the path has latents: `point/<metric>` [p, a], and in detail `z` [p, a, d];
 * in detail always:
 * `frames` [p, a, h·w·c], `decodedA` and `decodedB` [p, h·w·c]; and in detail, where a path with latents is not solved
 * for: `back` [p, s, d], the way from B to A at 1 − α for the s values of α of the sparse grid.
 */
export function evaluationStep(options: EvaluationStepOptions): StepDefinition {
  const { path, theta, thetaAs, solution = {}, vae, pairs, alphas, detail } = options;
  const sparse = sparseGrid(alphas);
  const inputs: NamedSpecs = {
    zA: { shape: [pairs, vae.latentSize], dtype: 'float32' },
    zB: { shape: [pairs, vae.latentSize], dtype: 'float32' },
    alpha: { shape: [alphas], dtype: 'float32' },
    ...under('solution', rowSpecs(solution, pairs)),
  };
  /** One row for each of n values of α: [p, …] → [p·n, …] */
  const perPoint = <T extends tf.Tensor>(rows: T, n: number): T => {
    const inner = rows.shape.slice(1);
    const spread: tf.Tensor = tf.reshape(tf.tile(tf.expandDims(rows, 1), [1, n, ...inner.map(() => 1)]), [
      pairs * n,
      ...inner,
    ]);
    return spread as T; // of the rank that was given
  };
  const everyPair = (alpha: tf.Tensor1D): tf.Tensor2D =>
    tf.reshape(tf.tile(tf.expandDims(alpha, 0), [pairs, 1]), [-1, 1]);
  const perPath = (rows: tf.Tensor): tf.Tensor3D => tf.reshape(rows, [pairs, rows.shape[0]! / pairs, -1]);
  const flat = (images: tf.Tensor4D): tf.Tensor2D => tf.reshape(images, [images.shape[0], -1]);

  return {
    name: 'walk',
    frozen: { ...under('vae', vae.weights), ...(thetaAs === 'frozen' ? under('weights', theta) : {}) },
    state: {},
    inputs: { ...inputs, ...(thetaAs === 'input' ? under('weights', specsOf(theta)) : {}) },
    run({ frozen, inputs: given }) {
      const context = vae.context(within('vae', frozen));
      const weights = within('weights', thetaAs === 'frozen' ? frozen : given);
      const ends = { zA: weight(given, 'zA', 2), zB: weight(given, 'zB', 2) };
      const grid = weight(given, 'alpha', 1);
      const alpha = everyPair(grid);
      const spread = { zA: perPoint(ends.zA, alphas), zB: perPoint(ends.zB, alphas) };
      const solved = mapValues(within('solution', given), (found) => perPoint(found, alphas));
      const interpolated = path
        .prepare(spread, { ...context, weights, ...(path.solve && { solution: solved }) })
        .at(alpha);
      const images = imagesOf(interpolated, context);
      const shown: Record<string, tf.Tensor> =
        detail === 'points'
          ? {}
          : {
              frames: perPath(flat(images)),
              decodedA: flat(context.decode(ends.zA)),
              decodedB: flat(context.decode(ends.zB)),
            };
      if (interpolated.z === null) return { state: {}, outputs: shown };

      const sample: PointSample = {
        z: perPath(interpolated.z),
        linear: perPath(interpolate({ ...spread, alpha })),
        projected: perPath(context.encode(images)),
      };
      const points = under(
        'point',
        mapValues(pointMetrics, (metric) => metric.value(sample)),
      );
      if (detail === 'points') return { state: {}, outputs: points };
      const wayBack = () => {
        const swapped = { zA: perPoint(ends.zB, sparse.length), zB: perPoint(ends.zA, sparse.length) };
        return perPath(
          latentsOf(path.prepare(swapped, { ...context, weights }).at(everyPair(tf.sub(1, tf.gather(grid, sparse))))),
        );
      };
      return { state: {}, outputs: { ...points, ...shown, z: sample.z, ...(path.solve ? {} : { back: wayBack() }) } };
    },
  };
}

export interface ProjectStepOptions {
  readonly vae: FrozenVae;
  readonly batch: number;
}

/** ‖z − P(z)‖² of `latents` [b, d]: `reprojection` [b]. */
export function projectStep({ vae, batch }: ProjectStepOptions): StepDefinition {
  return {
    name: 'project',
    frozen: under('vae', vae.weights),
    state: {},
    inputs: { latents: { shape: [batch, vae.latentSize], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const z = weight(inputs, 'latents', 2);
      const { project } = vae.context(within('vae', frozen));
      return { state: {}, outputs: { reprojection: tf.sum(tf.square(tf.sub(z, project(z))), 1) } };
    },
  };
}
