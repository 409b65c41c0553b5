import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { numbers } from '../../test/support.js';
import { clipByGlobalNorm, globalNorm } from './clip.js';

const gradients = { a: tf.tensor1d([3, 0]), b: tf.tensor2d([[-4]]) };

it('the global norm is that of all gradients as one vector', () => {
  expect(numbers(globalNorm(gradients))).toEqual([5]);
});

it('longer gradients are scaled to the maximum, shorter ones left as they are', () => {
  const clipped = clipByGlobalNorm(gradients, 1);
  expect(numbers(clipped.norm)).toEqual([5]);
  expect(numbers(globalNorm(clipped.gradients))[0]).toBeCloseTo(1, 6);
  expect(numbers(clipped.gradients.b!)[0]).toBeCloseTo(-0.8, 6);
  expect(numbers(clipByGlobalNorm(gradients, 10).gradients.a!)).toEqual([3, 0]);
  expect(numbers(clipByGlobalNorm({ a: tf.zeros([2]) }, 1).gradients.a!)).toEqual([0, 0]);
});
