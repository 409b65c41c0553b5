import * as tf from '@tensorflow/tfjs-core';

export interface InterpolateOptions {
  readonly zA: tf.Tensor2D;
  readonly zB: tf.Tensor2D;
  /** [b, 1] */
  readonly alpha: tf.Tensor2D;
}

/** The linear point ẑ = (1−α)·zA + α·zB, exact at both ends; zA, zB [b, d], α [b, 1] → [b, d]. */
export function interpolate({ zA, zB, alpha }: InterpolateOptions): tf.Tensor2D {
  return tf.add(tf.mul(tf.sub(1, alpha), zA), tf.mul(alpha, zB));
}
