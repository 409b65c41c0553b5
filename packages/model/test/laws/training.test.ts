import * as tf from '@tensorflow/tfjs-core';
import { hashArrays, rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import {
  adamStep,
  initialAdam,
  latentsOf,
  lossContext,
  losses,
  paths,
  valuesAndGradients,
  type Weights,
} from '../../src/index.js';
import { vaeContext } from '../../src/paths/vae-context.js';
import { column, normal, numbers, tinyVae, toArrays, toTensors } from '../support.js';

const vae = tinyVae();
const pairs = { zA: normal('a', [8, 4]), zB: normal('b', [8, 4]) };
const alpha = column([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
const path = paths.network.build(paths.network.schema.parse({ hidden: [16, 16, 16] }));
const [reprojection, attraction] = [
  losses.reprojection.build({ gradient: 'full', share: 1 }),
  losses.attraction.build({}),
];

function objective(weights: Weights) {
  const frozen = vaeContext(vae);
  const z = latentsOf(path.prepare(pairs, { ...frozen, weights }).at(alpha));
  const context = lossContext({ z, alpha, ...pairs, project: frozen.project });
  return { total: tf.add<tf.Scalar>(reprojection.value(context), tf.mul<tf.Scalar>(0.1, attraction.value(context))) };
}

it('training a path lowers its loss, moves its weights, and leaves every bit of the VAE as it was', () => {
  const before = hashArrays(toArrays(vae.weights));
  const initial = path.initial({ latentSize: 4 }, rootKey(1));
  let state = { weights: toTensors(initial), moments: toTensors(initialAdam(initial)) };
  const totals: number[] = [];
  for (let t = 1; t <= 30; t++) {
    state = tf.tidy(() => {
      const { values, gradients } = valuesAndGradients(state.weights, objective);
      totals.push(numbers(values.total)[0]!);
      return { ...adamStep({ ...state, gradients, learningRate: tf.scalar(5e-3), step: tf.scalar(t) }) };
    });
  }
  expect(totals.at(-1)!).toBeLessThan(0.7 * totals[0]!);
  expect(hashArrays(toArrays(state.weights))).not.toBe(hashArrays(initial));
  expect(hashArrays(toArrays(vae.weights))).toBe(before);
});
