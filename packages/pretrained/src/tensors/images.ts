import * as tf from '@tensorflow/tfjs-core';

/*
 * Tensors have ONNX's axes, [n, c, h, w]; TensorFlow.js' convolutions want [n, h, w, c]. Each convolution goes there
 * and back. The step compiler moves nothing for it: an image in the one order is the same bytes as one in the other
 * that it holds with channels first.
 */

/** [n, c, h, w] → [n, h, w, c] */
export function channelsLast(x: tf.Tensor): tf.Tensor4D {
  return tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1]); // its rank is checked where it comes in
}

/** [n, h, w, c] → [n, c, h, w] */
export function channelsFirst(x: tf.Tensor4D): tf.Tensor4D {
  return tf.transpose(x, [0, 3, 1, 2]);
}
