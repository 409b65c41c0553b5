import * as tf from '@tensorflow/tfjs-core';
import { rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { expectNoLeak, normal, numbers, toTensors, uniform } from '../../test/support.js';
import { adamStep, initialAdam, valuesAndGradients, type Weights } from '../index.js';
import { decode } from '../vae.js';
import { denoisingLoss, featureNetworkSchema, imageFeatures, initialFeatureNetwork } from './feature-network.js';

const imageShape = [8, 8, 1] as const;
const config = featureNetworkSchema.parse({ size: 3, channels: [3, 4] });
const initial = initialFeatureNetwork(config, imageShape, rootKey(3));
const x = uniform<tf.Tensor4D>('x', [3, ...imageShape]);
const noise = normal<tf.Tensor4D>('noise', [3, ...imageShape], config.noise);

it('has features of the size that is asked for, a row for each image by itself', () => {
  const features = imageFeatures(toTensors(initial), x);
  expect(features.shape).toEqual([3, 3]);
  expect(Object.keys(initial).some((name) => name.includes('log-variance'))).toBe(false);
  const alone = imageFeatures(toTensors(initial), tf.slice(x, [2, 0, 0, 0], [1, ...imageShape]));
  numbers(alone).forEach((value, i) => expect(value).toBeCloseTo(numbers(features)[6 + i]!, 5));
});

it('has a loss that is the squared error of what it restores, summed over pixels', () => {
  const weights = toTensors(initial);
  const restored = numbers(decode({ weights, imageShape }, imageFeatures(weights, tf.add(x, noise))));
  const expected = numbers(x).reduce((sum, value, i) => sum + (value - restored[i]!) ** 2, 0) / 3;
  expect(numbers(denoisingLoss({ weights, imageShape, x, noise }))[0]).toBeCloseTo(expected, 4);
  expectNoLeak(() => denoisingLoss({ weights, imageShape, x, noise }));
});

it('learns to remove noise', () => {
  const plain: tf.Tensor4D = tf.mul(tf.tensor4d([0.1, 0.4, 0.9], [3, 1, 1, 1]), tf.onesLike(x));
  const lossOf = (weights: Weights) => ({ total: denoisingLoss({ weights, imageShape, x: plain, noise }) });
  const learningRate = tf.scalar(2e-2);
  let state = { weights: toTensors(initial), moments: toTensors(initialAdam(initial)) };
  const totals: number[] = [];
  for (let t = 1; t <= 50; t++) {
    state = tf.tidy(() => {
      const { values, gradients } = valuesAndGradients(state.weights, lossOf);
      totals.push(numbers(values.total)[0]!);
      return { ...adamStep({ ...state, gradients, learningRate, step: tf.scalar(t) }) };
    });
  }
  expect(totals.at(-1)!).toBeLessThan(0.3 * totals[0]!);
});
