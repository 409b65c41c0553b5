import * as tf from '@tensorflow/tfjs-core';

/** Prevents 0/0 if two knots share a position. */
const TINY = 1e-20;

export interface PolylineOptions {
  /** [b, m, d] */
  readonly knots: tf.Tensor3D;
  /** Of the knots, ascending from exactly 0 to exactly 1; [b, m], or [1, m] where all rows have the same. */
  readonly positions: tf.Tensor2D;
  /** [b, 1] */
  readonly alpha: tf.Tensor2D;
}

/**
 * The broken line through knots, exact in its first and last knot, and in a knot whose position α is; [b, d].
 *
 * z = Σ_j h_j·knot_j with hat weights h_j = u_{j−1} − u_j, where u_j is the share of segment j that α has passed. The
 * last knot may be repeated, so that lines of different lengths fit in one array.
 */
export function polyline({ knots, positions, alpha }: PolylineOptions): tf.Tensor2D {
  const [b, m, d] = knots.shape;
  const rows = positions.shape[0];
  const from = tf.slice(positions, [0, 0], [rows, m - 1]);
  const span = tf.maximum(tf.sub(tf.slice(positions, [0, 1], [rows, m - 1]), from), TINY);
  const passed: tf.Tensor2D = tf.clipByValue(tf.div(tf.sub(alpha, from), span), 0, 1); // [b, m − 1]
  const hats = tf.sub(tf.concat([tf.ones([b, 1]), passed], 1), tf.concat([passed, tf.zeros([b, 1])], 1)); // [b, m]
  return tf.reshape(tf.matMul(tf.expandDims(hats, 1), knots), [b, d]);
}
