import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { ndarray } from '@latent-paths/core';
import { interpolate } from '../ops/interpolate.js';
import { weight } from '../weights.js';
import { untrained, type Path } from './path.js';
import { cubicBasis } from './solving/cubic-basis.js';
import { solved } from './solving/solved.js';
import { definePath } from './define-path.js';

/**
 * A geodesic of the decoded pictures: the cubic spline between the latents whose decoded path has the least energy E =
 * n·Σ‖D(z_{i+1}) − D(z_i)‖² over n + 1 points. The least energy is that of the shortest path, followed at an even
 * speed.
 *
 * z(α) = ẑ(α) + Σ_j B_j(α)·c_j, B_j the cubic B-splines on `nodes` equally spaced nodes that vanish at both ends; c =
 * 0, the straight line, at the start. A pair comes to rest once no entry of its gradient reaches `tolerance`. Source:
 * the solver of stochman (Detlefsen et al. 2021), with its settings: 5 nodes, Adam at 0.1, 150 iterations, 20 points,
 * |gradient| < 1e-4. It differs in the basis of the same splines, for which stochman has a null space of unit columns,
 * and in that each pair rests by itself, where stochman stops on the mean over all.
 */
export const spline = definePath({
  about: 'cubic spline between the latents whose decoded path has the least energy: a geodesic, solved for each pair',
  schema: z.object({
    nodes: z.int().min(2).default(5).describe('equally spaced nodes of the spline, both ends included'),
    points: z.int().min(3).default(20).describe('points on which the energy is measured, both ends included'),
    iterations: z.int().positive().default(150).describe('steps of Adam at most'),
    learningRate: z.number().positive().default(0.1).describe('of Adam'),
    tolerance: z
      .number()
      .positive()
      .default(1e-4)
      .describe('a pair is solved once no entry of its gradient is this large'),
  }),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, point: [1, 2] },
  build: ({ nodes, points, iterations, learningRate, tolerance }): Path => ({
    ...untrained,
    async solve(pairs, host) {
      const [p, d] = pairs.zA.shape;
      const coefficients = await host.minimise({
        name: 'spline',
        rows: { zA: pairs.zA, zB: pairs.zB },
        start: ndarray([p!, nodes, d!], new Float32Array(p! * nodes * d!)),
        pointsPerRow: points,
        objective: (c, rows, { decode }) =>
          energy({
            zA: weight(rows, 'zA', 2),
            zB: weight(rows, 'zB', 2),
            coefficients: weight({ c }, 'c', 3),
            points,
            decode,
          }),
        iterations,
        learningRate: () => learningRate,
        tolerance,
      });
      return { coefficients };
    },
    prepare(pairs, context) {
      const coefficients = solved(context, 'coefficients', 3);
      return {
        at(alpha) {
          const [b, , d] = coefficients.shape;
          const bend = tf.matMul(tf.expandDims(cubicBasis(alpha, nodes), 1), coefficients); // [b, 1, d]
          return { z: tf.add(interpolate({ ...pairs, alpha }), tf.reshape(bend, [b, d])) };
        },
      };
    },
  }),
});

interface EnergyOptions {
  /** [p, d] */
  readonly zA: tf.Tensor2D;
  readonly zB: tf.Tensor2D;
  /** [p, nodes, d] */
  readonly coefficients: tf.Tensor3D;
  readonly points: number;
  readonly decode: (z: tf.Tensor2D) => tf.Tensor4D;
}

/** Sum over the pairs of n·Σ‖x_{i+1} − x_i‖² on n + 1 points. */
function energy({ zA, zB, coefficients, points, decode }: EnergyOptions): tf.Scalar {
  const [p, nodes, d] = coefficients.shape;
  const alpha = tf.tensor2d(
    Array.from({ length: points }, (_, i) => i / (points - 1)),
    [points, 1],
  );
  const share = tf.expandDims(alpha, 0); // [1, points, 1]
  const line = tf.add(tf.mul(tf.sub(1, share), tf.expandDims(zA, 1)), tf.mul(share, tf.expandDims(zB, 1)));
  const basis = tf.tile(tf.expandDims(cubicBasis(alpha, nodes), 0), [p, 1, 1]); // [p, points, nodes]
  const z: tf.Tensor3D = tf.add(line, tf.matMul(basis, coefficients)); // [p, points, d]
  const x = tf.reshape(decode(tf.reshape(z, [p * points, d])), [p, points, -1]);
  const from = tf.slice(x, [0, 0, 0], [p, points - 1, x.shape[2]!]);
  const to = tf.slice(x, [0, 1, 0], [p, points - 1, x.shape[2]!]);
  return tf.mul(points - 1, tf.sum(tf.square(tf.sub(to, from))));
}
