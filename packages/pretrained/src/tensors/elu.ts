import * as tf from '@tensorflow/tfjs-core';

/** x where positive, α·(exp x − 1) elsewhere. The exponent is never positive, so that neither branch overflows. */
export function elu(x: tf.Tensor, alpha: number): tf.Tensor {
  const below = tf.sub(tf.exp(tf.neg(tf.relu(tf.neg(x)))), 1);
  return tf.add(tf.relu(x), tf.mul(below, alpha));
}
