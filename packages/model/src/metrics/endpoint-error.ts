import * as tf from '@tensorflow/tfjs-core';
import { distance } from '../ops/distance.js';
import type { PathMetric } from './metric.js';

/** ½·(‖I(zA,zB,0) − zA‖ + ‖I(zA,zB,1) − zB‖). */
export const endpointError: PathMetric = {
  of: 'latents',
  about: 'mean distance of the path’s two ends from the latents that it should join',
  value({ z, zA, zB }) {
    const [p, a, d] = z.shape;
    const end = (i: number): tf.Tensor2D => tf.reshape(tf.slice(z, [0, i, 0], [p, 1, d]), [p, d]);
    return tf.mul(0.5, tf.add(distance<tf.Tensor1D>(end(0), zA), distance<tf.Tensor1D>(end(a - 1), zB)));
  },
};
