import * as tf from '@tensorflow/tfjs-core';

/** The value of x, and a constant to every gradient. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const constant = tf.customGrad<T>(() => ({ value: tf.clone(x), gradFunc: () => [] }));
  return constant();
}
