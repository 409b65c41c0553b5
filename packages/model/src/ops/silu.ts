import * as tf from '@tensorflow/tfjs-core';

/**
 * SiLU: y = x·s with s = 1/(1 + e^−x).
 *
 * The gradient is written out as dy·(s + y·(1 − s)): four element-wise operations where the product rule on
 * x·sigmoid(x) takes six. First derivatives only: tfjs does not differentiate through a custom gradient.
 * Source: Elfwing et al. 2018.
 */
export function silu<T extends tf.Tensor>(x: T): T {
  const op = tf.customGrad((...inputs) => {
    // tfjs's type mixes the inputs and the function `save` in one array; this op has one input.
    const [input, save] = inputs as [T, tf.GradSaveFunc];
    const s = tf.sigmoid(input);
    const y = tf.mul<T>(input, s);
    save([s, y]);
    return { value: y, gradFunc: gradient };
  });
  // An element-wise op returns the shape, and so the type, that it was given.
  return op(x) as T;
}

function gradient(dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor {
  const [s, y] = saved;
  return tf.mul(dy, tf.add(s!, tf.mul(y!, tf.sub(1, s!))));
}
