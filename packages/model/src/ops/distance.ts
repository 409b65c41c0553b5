import * as tf from '@tensorflow/tfjs-core';

/** ‖x − y‖² over the last axis; [..., d] → [...]. */
export function squaredDistance<R extends tf.Tensor>(x: tf.Tensor, y: tf.Tensor): R {
  return tf.sum<R>(tf.square(tf.sub(x, y)), -1);
}

/** ‖x − y‖ over the last axis; [..., d] → [...]. Its gradient is infinite where x = y. */
export function distance<R extends tf.Tensor>(x: tf.Tensor, y: tf.Tensor): R {
  return tf.sqrt(squaredDistance<R>(x, y));
}

/** Mean over the batch of ‖x − y‖² (summed over d); [b, d] → scalar. */
export function meanSquaredDistance(x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar {
  return tf.mean(squaredDistance<tf.Tensor1D>(x, y));
}
