import * as tf from '@tensorflow/tfjs-core';
// tfjs-core's build for Node registers no gradients; its umbrella package registers TensorFlow.js's own,
// and the cpu backend, which is the only one in Node and so the one that runs.
import '@tensorflow/tfjs';
import { fillNormal, fillUniform, rootKey, sizeOf, split, type NamedArrays, type Shape } from '@latent-paths/core';
import { expect } from 'vitest';
import { initialVae, vaeSchema, type ImageShape, type Vae, type VaeConfig, type Weights } from '../src/index.js';

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

/** ‖a − b‖ / ‖b‖, over all numbers. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  const difference = Math.hypot(...Array.from(a, (x, i) => x - b[i]!));
  const norm = Math.hypot(...Array.from(b));
  return norm === 0 ? difference : difference / norm;
}

export const expectClose = (actual: tf.Tensor, expected: tf.Tensor, tolerance = 1e-5): void => {
  expect(actual.shape).toEqual(expected.shape);
  expect(relativeError(actual.dataSync(), expected.dataSync())).toBeLessThan(tolerance);
};

/**
 * Checks the gradient of a scalar function against central differences, entry by entry: 2e-2 in norm over all
 * arguments, and no argument's gradient zero. `width` is small enough that few steps cross a ReLU's kink.
 */
export function expectGradient(f: (...xs: tf.Tensor[]) => tf.Scalar, xs: tf.Tensor[], width = 3e-3): void {
  tf.tidy(() => {
    const { grads } = tf.valueAndGrads(f)(xs);
    const numeric = xs.map((x, i) =>
      differences((moved) => f(...xs.map((other, j) => (i === j ? moved : other))), x, width),
    );
    for (const gradient of numeric) expect(Math.hypot(...gradient)).toBeGreaterThan(0);
    expect(relativeError(grads.flatMap(numbers), numeric.flat())).toBeLessThan(2e-2);
  });
}

function differences(f: (x: tf.Tensor) => tf.Scalar, x: tf.Tensor, width: number): number[] {
  const values = x.dataSync();
  const at = (i: number, value: number): number =>
    tf.tidy(
      () =>
        f(
          tf.tensor(
            Float32Array.from(values, (old, j) => (j === i ? value : old)),
            x.shape,
          ),
        ).dataSync()[0]!,
    );
  return Array.from(values, (value, i) => (at(i, value + width) - at(i, value - width)) / (2 * width));
}

/** The same check for a function of named weights. */
export function expectWeightGradient(f: (weights: Weights) => tf.Scalar, weights: Weights): void {
  const names = Object.keys(weights);
  expectGradient(
    (...tensors) => f(Object.fromEntries(names.map((name, i) => [name, tensors[i]!]))),
    Object.values(weights),
  );
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
