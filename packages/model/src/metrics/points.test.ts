import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { pointMetrics } from './registry.js';

it('reprojection and attraction are squared distances, summed over d', () => {
  const sample = {
    z: tf.tensor3d([1, 2, 3, 4], [1, 2, 2]),
    projected: tf.tensor3d([1, 0, 0, 0], [1, 2, 2]),
    linear: tf.tensor3d([2, 2, 3, 7], [1, 2, 2]),
  };
  expect([...pointMetrics.reprojection.value(sample).dataSync()]).toEqual([4, 25]);
  expect([...pointMetrics.attraction.value(sample).dataSync()]).toEqual([1, 9]);
});
