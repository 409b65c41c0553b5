import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { ndarray, type NDArray } from '@latent-paths/core';
import { attraction } from '../losses/attraction.js';
import { lossContext } from '../losses/loss.js';
import { reprojection } from '../losses/reprojection.js';
import { weight } from '../weights.js';
import { untrained, type Pairs, type Path } from './path.js';
import { polyline } from './solving/polyline.js';
import { solved } from './solving/solved.js';
import { definePath } from './define-path.js';

const term = (standard: number) => z.number().min(0).default(standard).describe('weight in the objective');

/**
 * Each point optimised by itself: z(α) = argmin_z w_r·‖z − P(z)‖² + w_a·‖z − ẑ‖², by Adam from ẑ, its rate falling to 0
 * as half a cosine. The oracle of a network that is trained on the same terms: what is left between the two is the
 * amortisation gap. On the α of the evaluation the points are those found; between them the path is a broken line.
 *
 * `direct` solves at the ends too, and leaves them: as the network's form of that name may. With `hard-endpoints` the
 * ends are zA and zB. Between the ends both are the same, since z = ẑ + 4α(1−α)·f reaches every z where 4α(1−α) > 0; so
 * the oracle of that form jumps at its ends, and no smooth network attains it there.
 *
 * In the linear VAE, P = diag(s): z_i = λ/(λ + (1−s_i)²)·ẑ_i with λ = w_a/w_r; with `stop-projection` λ/(λ + 1 −
 * s_i)·ẑ_i; with `stop-point` the descent diverges where λ < s_i(1−s_i).
 */
export const direct = definePath({
  about: 'each point optimised by itself for reprojection and attraction: the oracle of a trained path, and slow',
  schema: z.object({
    reprojection: z
      .strictObject({ weight: term(1), ...reprojection.schema.shape })
      .prefault({})
      .describe(reprojection.about),
    attraction: z
      .strictObject({ weight: term(0.1), ...attraction.schema.shape })
      .prefault({})
      .describe(attraction.about),
    form: z
      .literal(['direct', 'hard-endpoints'])
      .default('direct')
      .describe('direct: the ends are optimised too; hard-endpoints: they are zA and zB'),
    iterations: z.int().positive().default(200).describe('steps of Adam'),
    learningRate: z.number().positive().default(0.1).describe('of Adam at the start; it falls to 0 as half a cosine'),
  }),
  worked: {
    parameters: { attraction: { weight: 0.25 } },
    zA: [0, 0],
    zB: [2, 4],
    alpha: 0.5,
    point: [0.5, 1], // the least of z²/4 + (z − ẑ)²/4 is ẑ/2
  },
  build({ reprojection: near, attraction: held, form, iterations, learningRate }): Path {
    const [reprojected, attracted] = [reprojection.build(near), attraction.build({})];
    return {
      ...untrained,
      async solve(pairs, host) {
        const points = spread(pairs, host.alphas);
        const found = await host.minimise({
          name: 'direct',
          rows: points,
          start: points.linear,
          pointsPerRow: 1,
          objective(unknowns, rows, { project }) {
            const z = weight({ unknowns }, 'unknowns', 2);
            const ends = { zA: weight(rows, 'zA', 2), zB: weight(rows, 'zB', 2) };
            const context = lossContext({ z, ...ends, alpha: weight(rows, 'alpha', 2), project });
            const mean = tf.add(
              tf.mul(near.weight, reprojected.value(context)),
              tf.mul(held.weight, attracted.value(context)),
            );
            return tf.mul(z.shape[0], mean);
          },
          iterations,
          learningRate: (progress) => (learningRate * (1 + Math.cos(Math.PI * progress))) / 2,
          tolerance: 0,
        });
        const knots = ndarray([pairs.zA.shape[0]!, host.alphas.length, pairs.zA.shape[1]!], found.data.slice());
        return { knots: form === 'direct' ? knots : withEnds(knots, pairs) };
      },
      prepare(_, context) {
        const knots = solved(context, 'knots', 3);
        const last = knots.shape[1] - 1;
        const positions = tf.tensor2d(
          Array.from({ length: last + 1 }, (__, i) => i / last),
          [1, last + 1],
        );
        return { at: (alpha) => ({ z: polyline({ knots, positions, alpha }) }) };
      },
    };
  },
});

/** A row for each pair and α: its endpoints, α and the linear point. */
function spread({ zA, zB }: Pairs, alphas: Float32Array) {
  const d = zA.shape[1]!;
  const n = zA.shape[0]! * alphas.length;
  const perPoint = (value: (pair: number, alpha: number, j: number) => number): NDArray<Float32Array> => {
    const data = new Float32Array(n * d);
    for (let row = 0; row < n; row++) {
      for (let j = 0; j < d; j++)
        data[row * d + j] = value(Math.floor(row / alphas.length), alphas[row % alphas.length]!, j);
    }
    return ndarray([n, d], data);
  };
  return {
    zA: perPoint((pair, _, j) => zA.data[pair * d + j]!),
    zB: perPoint((pair, _, j) => zB.data[pair * d + j]!),
    alpha: ndarray(
      [n, 1],
      Float32Array.from({ length: n }, (_, row) => alphas[row % alphas.length]!),
    ),
    linear: perPoint((pair, alpha, j) => (1 - alpha) * zA.data[pair * d + j]! + alpha * zB.data[pair * d + j]!),
  };
}

/** The same knots [p, a, d], but the first and last ones of each pair zA and zB. */
function withEnds(knots: NDArray<Float32Array>, { zA, zB }: Pairs): NDArray<Float32Array> {
  const [p, a, d] = knots.shape;
  const data = knots.data.slice();
  for (let pair = 0; pair < p!; pair++) {
    data.set(zA.data.subarray(pair * d!, (pair + 1) * d!), pair * a! * d!);
    data.set(zB.data.subarray(pair * d!, (pair + 1) * d!), (pair * a! + a! - 1) * d!);
  }
  return ndarray(knots.shape, data);
}
