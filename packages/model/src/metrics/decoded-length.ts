import * as tf from '@tensorflow/tfjs-core';
import { distance } from '../ops/distance.js';
import type { ImageMetric } from './metric.js';

/** L = Σ‖x_{i+1} − x_i‖, x_i = D(z_i) on the α grid. */
export const decodedLength: ImageMetric<tf.Tensor1D> = {
  of: 'images',
  about: 'length of the decoded path, summed over the steps of the α grid',
  value({ decoded }) {
    const [p, a, n] = decoded.shape;
    const from = tf.slice(decoded, [0, 0, 0], [p, a - 1, n]);
    const to = tf.slice(decoded, [0, 1, 0], [p, a - 1, n]);
    return tf.sum<tf.Tensor1D>(distance<tf.Tensor2D>(to, from), 1);
  },
};
