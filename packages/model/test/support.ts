import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu'; // the only backend here, and so the one that runs
import '@tensorflow/tfjs-core/dist/register_all_gradients.js'; // TensorFlow.js's own; its build for Node has none
import { fillNormal, fillUniform, rootKey, sizeOf, split, type NamedArrays, type Shape } from '@latent-paths/core';
import { expect } from 'vitest';
import { holdGradient } from '../../../tools/testing/src/laws/hold-gradient.js';
import { holdValues } from '../../../tools/testing/src/laws/hold-values.js';
import type { Numbers } from '../../../tools/testing/src/laws/numbers.js';
import { initialVae, vaeSchema, type ImageShape, type Vae, type VaeConfig, type Weights } from '../src/index.js';

export { relativeError } from '../../../tools/testing/src/laws/numbers.js';

const key = rootKey(20_260_101);

/** Normal draws that depend on the label alone. */
export function normal<T extends tf.Tensor = tf.Tensor2D>(label: string, shape: Shape, deviation = 1): T {
  const draws = new Float32Array(sizeOf(shape));
  fillNormal(split(key, label), 0, draws);
  return tf.tensor(
    draws.map((draw) => draw * deviation),
    [...shape],
  ) as T; // the caller's shape has the rank of T
}

/** Uniform draws in [0, 1) that depend on the label alone. */
export function uniform<T extends tf.Tensor = tf.Tensor2D>(label: string, shape: Shape): T {
  const draws = new Float32Array(sizeOf(shape));
  fillUniform(split(key, label), 0, draws);
  return tf.tensor(draws, [...shape]) as T; // the caller's shape has the rank of T
}

export function toTensors(arrays: NamedArrays): Weights {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
}

export function toArrays(tensors: Weights): NamedArrays {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      { shape: tensor.shape, data: tensor.dataSync<'float32'>() },
    ]),
  );
}

export const column = (values: readonly number[]): tf.Tensor2D => tf.tensor2d([...values], [values.length, 1]);

export const numbers = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

/** The test that runs, which names the piece that it is about. */
const testName = (): string => expect.getState().currentTestName ?? 'a value';

/** Holds a tensor to another one, by the norm of their difference; a failure names the number that is furthest off. */
export const expectClose = (actual: tf.Tensor, expected: tf.Tensor, tolerance = 1e-5, what = testName()): void =>
  holdValues({ what, by: 'as reference', expected: asNumbers(expected), got: asNumbers(actual), tolerance });

/**
 * Holds the gradient of a scalar function to central differences, input by input: 2e-2 in norm, and no input's gradient
 * zero. `width` is small enough that few steps cross a ReLU's kink. A failure names the piece, the input and the
 * number.
 */
export function expectGradient(
  piece: string,
  f: (...xs: tf.Tensor[]) => tf.Scalar,
  inputs: Readonly<Record<string, tf.Tensor>>,
  width = 3e-3,
): void {
  const [names, xs] = [Object.keys(inputs), Object.values(inputs)];
  const byName = (gradients: readonly Numbers[]) => Object.fromEntries(names.map((name, i) => [name, gradients[i]!]));
  tf.tidy(() => {
    const { grads } = tf.valueAndGrads(f)(xs);
    const numeric = xs.map((x, i) => ({
      shape: x.shape,
      data: differences((moved) => f(...xs.map((other, j) => (i === j ? moved : other))), x, width),
    }));
    holdGradient({ piece, gradients: byName(grads.map(asNumbers)), differences: byName(numeric), tolerance: 2e-2 });
  });
}

const asNumbers = (tensor: tf.Tensor): Numbers => ({ shape: tensor.shape, data: tensor.dataSync() });

function differences(f: (x: tf.Tensor) => tf.Scalar, x: tf.Tensor, width: number): number[] {
  const values = x.dataSync<'float32'>();
  const valueAt = (i: number, value: number): number =>
    tf.tidy(() => {
      const [result] = f(tf.tensor(values.with(i, value), x.shape)).dataSync();
      return result!;
    });
  return Array.from(values, (value, i) => (valueAt(i, value + width) - valueAt(i, value - width)) / (2 * width));
}

/** The same check for a function of named weights. */
export function expectWeightGradient(piece: string, f: (weights: Weights) => tf.Scalar, weights: Weights): void {
  const names = Object.keys(weights);
  expectGradient(piece, (...tensors) => f(Object.fromEntries(names.map((name, i) => [name, tensors[i]!]))), weights);
}

/** Runs f and checks that it leaves no more tensors than it returns. */
export function expectNoLeak(f: () => tf.TensorContainer): void {
  const before = tf.memory().numTensors;
  tf.dispose(tf.tidy(f));
  expect(tf.memory().numTensors).toBe(before);
}

export const tinyConfig: VaeConfig = vaeSchema.parse({ latent: 4, channels: [3, 4] });

/** A VAE of random weights, small enough for central differences. */
export function tinyVae(imageShape: ImageShape = [8, 8, 1], config: VaeConfig = tinyConfig): Vae {
  return { weights: toTensors(initialVae(config, imageShape, rootKey(3))), imageShape };
}
