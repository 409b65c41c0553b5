import * as tf from '@tensorflow/tfjs-core';
import { distance } from '../ops/distance.js';
import { decodedLength } from './decoded-length.js';
import type { PathMetric } from './metric.js';

/** Σ‖x_{i+1} − x_i‖ / ‖D(zA) − D(zB)‖: near 0 the path ignores α. Not finite where D(zA) = D(zB). */
export const alphaSensitivity: PathMetric = {
  of: 'images',
  about: 'length of the decoded path relative to the distance between the decodings of the real endpoints',
  value: (sample) => tf.div(decodedLength.value(sample), distance<tf.Tensor1D>(sample.decodedA, sample.decodedB)),
};
