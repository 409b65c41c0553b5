import * as tf from '@tensorflow/tfjs-core';

/** (x − mean)/√(variance + ε), mean and variance over axes. */
export function normalise(x: tf.Tensor, axes: number[], epsilon: number): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, axes, true));
  const variance = tf.mean(tf.square(centred), axes, true);
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

/** x·scale + bias, one number of each for a channel; x [n, c, …] */
export function affine(x: tf.Tensor, scale: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const perChannel = [-1, ...new Array<number>(x.rank - 2).fill(1)]; // [c, 1, 1]
  return tf.add(tf.mul(x, tf.reshape(scale, perChannel)), tf.reshape(bias, perChannel));
}

/** The axes from one on. */
export const axesFrom = (first: number, rank: number): number[] =>
  Array.from({ length: rank - first }, (_, i) => first + i);
