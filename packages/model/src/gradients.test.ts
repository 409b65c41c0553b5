import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { expectNoLeak, numbers } from '../test/support.js';
import { valuesAndGradients } from './gradients.js';
import type { Weights } from './weights.js';

const weights: Weights = { a: tf.tensor1d([1, 2]), b: tf.scalar(3) };
const f = (w: Weights) => {
  const squares = tf.sum<tf.Scalar>(tf.square(w.a!));
  return { total: tf.mul<tf.Scalar>(squares, w.b!), squares, doubled: tf.mul(2, w.a!) };
};

it('gives every value of the function and the gradient of its total by name', () => {
  const { values, gradients } = valuesAndGradients(weights, f);
  expect([numbers(values.total), numbers(values.squares), numbers(values.doubled)]).toEqual([[15], [5], [2, 4]]);
  expect([numbers(gradients.a!), numbers(gradients.b!)]).toEqual([[6, 12], [5]]);
});

it('leaves no tensor behind', () => {
  expectNoLeak(() => ({ ...valuesAndGradients(weights, f) }));
});

it('refuses a weight that the total does not depend on', () => {
  expect(() => tf.tidy(() => ({ ...valuesAndGradients({ ...weights, c: tf.scalar(1) }, f) }))).toThrow(/gradient/);
});
