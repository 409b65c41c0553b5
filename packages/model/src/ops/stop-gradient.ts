import * as tf from '@tensorflow/tfjs-core';

/**
 * sg[x]: the value of x, and a constant to every gradient.
 *
 * It hides x from the tape (an op without inputs) instead of sending back zeros: nothing before it is differentiated,
 * so that a pass back through a network that ends here costs nothing.
 * Gradients that have no other way to their variable do not exist, and tfjs throws.
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const constant = tf.customGrad<T>(() => ({ value: tf.clone(x), gradFunc: () => [] }));
  return constant();
}
