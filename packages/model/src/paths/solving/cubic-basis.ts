import * as tf from '@tensorflow/tfjs-core';

const DEGREE = 3;

/**
 * The n cubic B-splines on n − 1 equal edges of [0, 1] that vanish at both ends: a basis of all cubic splines on n
 * nodes that start and end at 0; α [b, 1] → [b, n], exactly 0 at α = 0 and 1.
 *
 * By the recursion N_{i,p} = (α − k_i)/(k_{i+p} − k_i)·N_{i,p−1} + (k_{i+p+1} − α)/(k_{i+p+1} − k_{i+1})·N_{i+1,p−1} on
 * clamped knots k; of the n + 2 splines, the first and the last do not vanish at an end and are left out. Source: Cox
 * 1972, de Boor 1972.
 */
export function cubicBasis(alpha: tf.Tensor2D, nodes: number): tf.Tensor2D {
  const edges = nodes - 1;
  const knots = Array.from(
    { length: edges + 1 + 2 * DEGREE },
    (_, i) => Math.min(Math.max(i - DEGREE, 0), edges) / edges,
  );
  const from = (first: number, count: number): tf.Tensor1D => tf.tensor1d(knots.slice(first, first + count));
  const inverse = (first: number, span: number, count: number): tf.Tensor1D =>
    tf.tensor1d(
      Array.from({ length: count }, (_, i) =>
        knots[first + i + span]! > knots[first + i]! ? 1 / (knots[first + i + span]! - knots[first + i]!) : 0,
      ),
    );

  const reached = tf.cast(tf.greaterEqual(alpha, from(0, knots.length)), 'float32'); // [b, k]
  const b = alpha.shape[0];
  let count = knots.length - 1;
  let splines: tf.Tensor2D = tf.sub(tf.slice(reached, [0, 0], [b, count]), tf.slice(reached, [0, 1], [b, count]));
  for (let p = 1; p <= DEGREE; p++) {
    count--;
    const rising = tf.mul(tf.sub(alpha, from(0, count)), inverse(0, p, count));
    const falling = tf.mul(tf.sub(from(p + 1, count), alpha), inverse(1, p, count));
    splines = tf.add(
      tf.mul(rising, tf.slice(splines, [0, 0], [b, count])),
      tf.mul(falling, tf.slice(splines, [0, 1], [b, count])),
    );
  }
  return tf.slice(splines, [0, 1], [b, nodes]);
}
