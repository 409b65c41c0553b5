import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { expectNoLeak, normal, numbers, toTensors } from '../../test/support.js';
import { adamStep, initialAdam } from './adam.js';

const learningRate = tf.scalar(0.1);

it('takes the steps worked out by hand', () => {
  let state = {
    weights: toTensors({ w: { shape: [1], data: Float32Array.of(1) } }),
    moments: toTensors(initialAdam({ w: { shape: [1] } })),
  };
  const step = (t: number, gradient: number) =>
    adamStep({ ...state, gradients: { w: tf.tensor1d([gradient]) }, learningRate, step: tf.scalar(t) });

  // m = 0.2, v = 0.04; m̂ = 2, v̂ = 4: w = 1 − 0.1·2/2
  state = step(1, 2);
  expect(numbers(state.weights.w!)[0]).toBeCloseTo(0.9, 5);
  // m = 0.9·0.2 − 0.1 = 0.08, v = 0.99·0.04 + 0.01 = 0.0496; m̂ = 0.08/0.19, v̂ = 0.0496/0.0199: w = 0.9 −
  // 0.1·0.421053/1.578753
  state = step(2, -1);
  expect(numbers(state.weights.w!)[0]).toBeCloseTo(0.87333, 5);
  expect(numbers(state.moments['mean/w']!)[0]).toBeCloseTo(0.08, 6);
  expect(numbers(state.moments['square/w']!)[0]).toBeCloseTo(0.0496, 6);
});

it('agrees with the textbook form in double precision, whatever β and ε', () => {
  const options = { beta1: 0.5, beta2: 0.9, epsilon: 0.05 };
  let state = {
    weights: toTensors({ w: { shape: [2], data: Float32Array.of(1, -2) } }),
    moments: toTensors(initialAdam({ w: { shape: [2] } })),
  };
  const reference = { w: [1, -2], m: [0, 0], v: [0, 0] };
  for (let t = 1; t <= 5; t++) {
    const gradient = normal<tf.Tensor1D>(`gradient${t}`, [2]);
    state = adamStep({ ...state, gradients: { w: gradient }, learningRate, step: tf.scalar(t), ...options });
    numbers(gradient).forEach((g, i) => {
      reference.m[i] = options.beta1 * reference.m[i]! + (1 - options.beta1) * g;
      reference.v[i] = options.beta2 * reference.v[i]! + (1 - options.beta2) * g * g;
      const [m, v] = [reference.m[i]! / (1 - options.beta1 ** t), reference.v[i]! / (1 - options.beta2 ** t)];
      reference.w[i]! -= (0.1 * m) / (Math.sqrt(v) + options.epsilon);
    });
  }
  numbers(state.weights.w!).forEach((w, i) => expect(w).toBeCloseTo(reference.w[i]!, 5));
});

it('stays where the gradient has always been zero', () => {
  const weights = { w: tf.tensor1d([3]) };
  const still = adamStep({
    weights,
    gradients: { w: tf.zeros([1]) },
    moments: toTensors(initialAdam(weights)),
    learningRate,
    step: tf.scalar(1),
  });
  expect(numbers(still.weights.w!)).toEqual([3]);
});

it('names what is missing, and leaves no tensor behind', () => {
  const weights = { w: tf.tensor1d([3]) };
  const moments = toTensors(initialAdam(weights));
  expect(() => adamStep({ weights, gradients: {}, moments, learningRate, step: tf.scalar(1) })).toThrow(
    /expected w among the gradients/,
  );
  expect(() => adamStep({ weights, gradients: weights, moments: {}, learningRate, step: tf.scalar(1) })).toThrow(
    /expected mean\/w among the moments/,
  );
  const step = tf.scalar(1);
  expectNoLeak(() => {
    const { weights: next, moments: nextMoments } = adamStep({
      weights,
      gradients: weights,
      moments,
      learningRate,
      step,
    });
    return { ...next, ...nextMoments };
  });
});
