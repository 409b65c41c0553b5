import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { mapValues, ndarray } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { optimiserStep, foundWeights, initialOptimiser } from './optimiser-step.js';

const settings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const weights = { w: ndarray([1], Float32Array.of(1)) };

/** The state after so many steps down a slope of 2, each of 0.1. */
function after(steps: number, average?: number) {
  let state = initialOptimiser(weights, { average });
  for (let step = 1; step <= steps; step++) {
    const { next } = optimiserStep({
      state: mapValues(state, ({ shape, data }) => tf.tensor(data, [...shape])),
      gradients: { w: tf.tensor1d([2]) },
      inputs: { 'learning-rate': tf.scalar(0.1), step: tf.scalar(step) },
      settings: { ...settings, average },
    });
    state = mapValues(next, (tensor) => ndarray(tensor.shape, tensor.dataSync<'float32'>()));
  }
  return state;
}

it('finds the average of the weights where one is kept, and steps as where none is', () => {
  // Adam goes down by 0.1 a step: 0.9, 0.8; with β = ½ the average is (½·0.9 + 0.8)/1.5
  const state = after(2, 0.5);
  expect(state['weights/w']).toEqual(after(2)['weights/w']);
  expect(foundWeights(state).w!.data[0]).toBeCloseTo(1.25 / 1.5, 5);
});

it('finds the weights themselves where none is kept, and those of the start before the first step', () => {
  expect(Object.keys(after(1))).toEqual(['weights/w', 'adam/mean/w', 'adam/square/w']);
  expect(foundWeights(after(2)).w!.data[0]).toBeCloseTo(0.8, 5);
  expect(foundWeights(after(0, 0.9))).toEqual(weights);
});
