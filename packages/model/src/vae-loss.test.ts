import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  expectNoLeak,
  expectWeightGradient,
  normal,
  numbers,
  tinyConfig,
  tinyVae,
  toTensors,
  uniform,
} from '../test/support.js';
import { valuesAndGradients } from './gradients.js';
import { adamStep, initialAdam } from './optimisers/adam.js';
import { vaeLoss } from './vae-loss.js';
import { decode, posterior } from './vae.js';
import type { Weights } from './weights.js';

const vae = tinyVae();
const x = uniform<tf.Tensor4D>('x', [3, 8, 8, 1]);
const noise = normal('noise', [3, 4]);
const lossOf = (weights: Weights, images = x, klWeight = 1) =>
  vaeLoss({ vae: { ...vae, weights }, x: images, noise, klWeight: tf.scalar(klWeight), variance: tinyConfig.variance });

it('is 20·‖x − x̂‖² + β·KL, as computed by hand', () => {
  const { mean, logVariance } = posterior(vae.weights, x);
  const [mu, lv] = [numbers(mean), numbers(logVariance)];
  const z = mu.map((m, i) => m + Math.exp(lv[i]! / 2) * numbers(noise)[i]!);
  const decoded = numbers(decode(vae, tf.tensor2d(z, [3, 4])));
  const reconstruction = (20 / 3) * numbers(x).reduce((sum, value, i) => sum + (value - decoded[i]!) ** 2, 0);
  const kl = (0.5 / 3) * mu.reduce((sum, m, i) => sum + m * m + Math.exp(lv[i]!) - 1 - lv[i]!, 0);
  const loss = lossOf(vae.weights, x, 0.3);
  expect(numbers(loss.reconstruction)[0]).toBeCloseTo(reconstruction, 3);
  expect(numbers(loss.kl)[0]).toBeCloseTo(kl, 4);
  expect(numbers(loss.total)[0]).toBeCloseTo(reconstruction + 0.3 * kl, 3);
});

it('has no KL where the posterior is the prior', () => {
  const heads = Object.entries(vae.weights).map(([name, w]) => [
    name,
    /mean|log-variance/.test(name) ? tf.zerosLike(w) : w,
  ]);
  expect(numbers(lossOf(Object.fromEntries(heads)).kl)[0]).toBe(0);
});

it('has the gradient of central differences in every weight', () => {
  expectWeightGradient('vaeLoss', (weights) => lossOf(weights).total, vae.weights);
});

it('falls under Adam, and leaves no tensor behind', () => {
  const plain: tf.Tensor4D = tf.mul(tf.tensor4d([0.1, 0.4, 0.9], [3, 1, 1, 1]), tf.onesLike(x));
  const lossOfPlain = (weights: Weights) => lossOf(weights, plain);
  const learningRate = tf.scalar(2e-2);
  let state = { weights: vae.weights, moments: toTensors(initialAdam(vae.weights)) };
  const totals: number[] = [];
  for (let t = 1; t <= 50; t++) {
    state = tf.tidy(() => {
      const { values, gradients } = valuesAndGradients(state.weights, lossOfPlain);
      totals.push(numbers(values.total)[0]!);
      return { ...adamStep({ ...state, gradients, learningRate, step: tf.scalar(t) }) };
    });
  }
  expect(totals.at(-1)!).toBeLessThan(0.3 * totals[0]!);
  expectNoLeak(() => valuesAndGradients(state.weights, lossOfPlain).gradients);
});
