import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { NamedSpecs, StepDefinition } from '@latent-paths/engine';
import {
  imagesOf,
  interpolate,
  pathMetrics,
  pointMetrics,
  vaeContext,
  weight,
  type ImageMetric,
  type ImageSample,
  type ImageShape,
  type LatentMetric,
  type Path,
  type PathSample,
} from '@latent-paths/model';
import { mapValues, under, within } from '../names.js';
import { rowSpecs, specsOf } from './specs.js';

export interface WalkStepOptions {
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  /** `frozen`: compiled in, fastest to walk many pairs; `input`: given anew at every run, as `weights/…`. */
  readonly thetaAs: 'frozen' | 'input';
  /** What was solved for, [n, …] of n pairs: its names and shapes; left out where nothing is. */
  readonly solution?: NamedArrays;
  readonly vae: NamedArrays;
  readonly imageShape: ImageShape;
  readonly latentSize: number;
  /** Pairs p a run. */
  readonly pairs: number;
  /** Values a of α, the same for every pair. */
  readonly alphas: number;
}

/**
 * Walks p pairs over a grid of α and measures every point and every path. Inputs: `zA`, `zB` [p, d], `alpha` [a],
 * ascending from 0 to 1, and `solution/<name>` [p, …]. Outputs: `point/<metric>` [p, a], `path/<metric>` [p], `frames` [p, a, h·w·c], and where the
 * path has latents `middle` and `linear-middle` [p, d] (at index (a−1)/2); where it has none, only metrics of images.
 */
export function walkStep(options: WalkStepOptions): StepDefinition {
  const { path, theta, thetaAs, solution = {}, vae, imageShape, latentSize, pairs, alphas } = options;
  const points = pairs * alphas;
  const inputs: NamedSpecs = {
    zA: { shape: [pairs, latentSize], dtype: 'float32' },
    zB: { shape: [pairs, latentSize], dtype: 'float32' },
    alpha: { shape: [alphas], dtype: 'float32' },
    ...under('solution', rowSpecs(solution, pairs)),
  };
  const perPoint = <T extends tf.Tensor>(rows: T): T => {
    const inner = rows.shape.slice(1);
    const spread: tf.Tensor = tf.reshape(tf.tile(tf.expandDims(rows, 1), [1, alphas, ...inner.map(() => 1)]), [points, ...inner]);
    return spread as T; // of the rank that was given
  };
  const perPath = (rows: tf.Tensor): tf.Tensor3D => tf.reshape(rows, [pairs, alphas, -1]);
  const flat = (images: tf.Tensor4D): tf.Tensor2D => tf.reshape(images, [images.shape[0], -1]);

  return {
    name: 'walk',
    frozen: { ...under('vae', vae), ...(thetaAs === 'frozen' ? under('weights', theta) : {}) },
    state: {},
    inputs: { ...inputs, ...(thetaAs === 'input' ? under('weights', specsOf(theta)) : {}) },
    run({ frozen, inputs: given }) {
      const context = vaeContext({ weights: within('vae', frozen), imageShape });
      const weights = within('weights', thetaAs === 'frozen' ? frozen : given);
      const ends = { zA: weight(given, 'zA', 2), zB: weight(given, 'zB', 2) };
      const spread = { zA: perPoint(ends.zA), zB: perPoint(ends.zB) };
      const alpha: tf.Tensor2D = tf.reshape(tf.tile(tf.expandDims(weight(given, 'alpha', 1), 0), [pairs, 1]), [points, 1]);

      const solved = mapValues(within('solution', given), perPoint);
      const walked = path.prepare(spread, { ...context, weights, ...(path.solve && { solution: solved }) }).at(alpha);
      const images = imagesOf(walked, context);
      const shown: ImageSample = {
        decoded: perPath(flat(images)),
        decodedA: flat(context.decode(ends.zA)),
        decodedB: flat(context.decode(ends.zB)),
      };
      if (walked.z === null) return { state: {}, outputs: { ...measured(null, shown), frames: shown.decoded } };
      const sample: PathSample = {
        ...shown,
        ...ends,
        z: perPath(walked.z),
        linear: perPath(interpolate({ ...spread, alpha })),
        projected: perPath(context.encode(images)),
      };
      const middle = (points: tf.Tensor3D): tf.Tensor2D =>
        tf.reshape(tf.slice(points, [0, (alphas - 1) / 2, 0], [pairs, 1, latentSize]), [pairs, latentSize]);
      const middles = { middle: middle(sample.z), 'linear-middle': middle(sample.linear) };
      return { state: {}, outputs: { ...measured(sample, shown), ...middles, frames: shown.decoded } };
    },
  };
}

/** Every metric that is defined: of images always, of latents where there are any. */
function measured(sample: PathSample | null, shown: ImageSample): Record<string, tf.Tensor> {
  const values = <Value extends tf.Tensor>(metrics: Readonly<Record<string, LatentMetric<Value> | ImageMetric<Value>>>): Record<string, tf.Tensor> => {
    const known = Object.entries(metrics).flatMap(([name, metric]): [string, tf.Tensor][] => {
      if (metric.of === 'images') return [[name, metric.value(shown)]];
      return sample === null ? [] : [[name, metric.value(sample)]];
    });
    return Object.fromEntries(known);
  };
  return { ...under('point', values(pointMetrics)), ...under('path', values(pathMetrics)) };
}

export interface ProjectStepOptions {
  readonly vae: NamedArrays;
  readonly imageShape: ImageShape;
  readonly latentSize: number;
  readonly batch: number;
}

/** ‖z − P(z)‖² of `latents` [b, d]: `reprojection` [b]. */
export function projectStep({ vae, imageShape, latentSize, batch }: ProjectStepOptions): StepDefinition {
  return {
    name: 'project',
    frozen: under('vae', vae),
    state: {},
    inputs: { latents: { shape: [batch, latentSize], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const z = weight(inputs, 'latents', 2);
      const { project } = vaeContext({ weights: within('vae', frozen), imageShape });
      return { state: {}, outputs: { reprojection: tf.sum(tf.square(tf.sub(z, project(z))), 1) } };
    },
  };
}
