import * as tf from '@tensorflow/tfjs-core';
import { required, type LossContext } from './loss.js';

/**
 * ‖D(I(zA, zB, to)) − D(I(zA, zB, from))‖², pixel²: how far the picture of each point's path moves; from, to [b, 1] →
 * [b, 1]. Decodes twice.
 */
export function squaredDecodedStep(context: LossContext, from: tf.Tensor2D, to: tf.Tensor2D): tf.Tensor2D {
  const { zA, zB } = context;
  const [interpolate, decode] = [required(context, 'interpolate'), required(context, 'decode')];
  // 2 of 2
  const [before, after] = [from, to].map((alpha) => decode(interpolate({ zA, zB, alpha }))) as [
    tf.Tensor4D,
    tf.Tensor4D,
  ];
  const moved = tf.reshape(tf.sub(after, before), [zA.shape[0], -1]);
  return tf.sum(tf.square(moved), 1, true);
}
