import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { expectNoLeak, numbers } from '../../test/support.js';
import { averageStep } from './average.js';

/** Averages of a weight that takes these values, step by step. */
function averages(decay: number, values: readonly number[], start = 7): number[] {
  let average = { w: tf.tensor1d([start]) as tf.Tensor };
  return values.map((value, i) => {
    average = { w: averageStep({ average, weights: { w: tf.tensor1d([value]) }, step: tf.scalar(i + 1), decay }).w! };
    return numbers(average.w)[0]!;
  });
}

it('takes the values worked out by hand, wherever it starts', () => {
  // β = ½: 4; (½·4 + 1)/(3/2) = 2; (¼·4 + ½·1 + 8)/(7/4) = 38/7
  for (const start of [0, 7, -1000]) {
    averages(0.5, [4, 1, 8], start).forEach((value, i) => expect(value).toBeCloseTo([4, 2, 38 / 7][i]!, 5));
  }
});

it('is the weighted mean of all steps', () => {
  const values = Array.from({ length: 60 }, (_, i) => Math.sin(i));
  const weightOf = (s: number) => 0.99 ** (values.length - 1 - s);
  const total = values.reduce((sum, _, s) => sum + weightOf(s), 0);
  expect(averages(0.99, values).at(-1)).toBeCloseTo(
    values.reduce((sum, value, s) => sum + weightOf(s) * value, 0) / total,
    5,
  );
});

it('keeps a constant, and is the last value without memory', () => {
  averages(0.999, [3, 3, 3, 3]).forEach((value) => expect(value).toBeCloseTo(3, 3));
  averages(0, [5, -2, 9]).forEach((value, i) => expect(value).toBeCloseTo([5, -2, 9][i]!, 5));
});

it('names what is missing, and leaves no tensor behind', () => {
  const weights = { w: tf.tensor1d([3]) };
  const step = tf.scalar(1);
  expect(() => averageStep({ average: {}, weights, step, decay: 0.9 })).toThrow(/expected w among the averages/);
  expectNoLeak(() => ({ ...averageStep({ average: weights, weights, step, decay: 0.9 }) }));
});
