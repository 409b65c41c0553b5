import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution, transposedConvolution } from '../../src/ops/convolution.js';
import { dense } from '../../src/ops/dense.js';
import { distance, meanSquaredDistance } from '../../src/ops/distance.js';
import { interpolate } from '../../src/ops/interpolate.js';
import { silu } from '../../src/ops/silu.js';
import { stopGradient } from '../../src/ops/stop-gradient.js';
import { column, expectClose, expectGradient, expectWeightGradient, normal, numbers } from '../support.js';

/** A scalar that every entry of x moves by a weight of its own. */
const scored = (x: tf.Tensor): tf.Scalar => tf.sum(tf.mul(normal('score', x.shape), x));

describe('convolutions', () => {
  // 7 → 4 pads one row more at the end than at the start: the case of 28-pixel images.
  it.each([
    [8, 4],
    [7, 4],
    [14, 7],
  ])('of %i pixels and their transposes are adjoint', (large, small) => {
    const x = normal<tf.Tensor4D>('x', [2, large, large, 3]);
    const y = normal<tf.Tensor4D>('y', [2, small, small, 5]);
    const kernel = normal('kernel', [4, 4, 3, 5]);
    const there = convolution({ 'c/kernel': kernel, 'c/bias': tf.zeros([5]) }, 'c', x);
    const back = transposedConvolution({
      weights: { 'c/kernel': kernel, 'c/bias': tf.zeros([3]) },
      name: 'c',
      x: y,
      size: [large, large],
    });
    expect(there.shape).toEqual(y.shape);
    expect(back.shape).toEqual(x.shape);
    expect(numbers(tf.sum(tf.mul(there, y)))[0]).toBeCloseTo(numbers(tf.sum(tf.mul(x, back)))[0]!, 3);
  });

  it.each([8, 7])('of %i pixels have the gradient of central differences in input, kernel and bias', (size) => {
    expectGradient(
      `convolution of ${size} pixels`,
      (x, kernel, bias) => scored(convolution({ 'c/kernel': kernel!, 'c/bias': bias! }, 'c', x as tf.Tensor4D)),
      { x: normal('x', [2, size, size, 2]), kernel: normal('kernel', [4, 4, 2, 3]), bias: normal('bias', [3]) },
    );
  });

  it.each([8, 7])('transposed to %i pixels have it too', (size) => {
    expectGradient(
      `transposedConvolution to ${size} pixels`,
      (x, kernel, bias) => {
        const weights = { 'c/kernel': kernel!, 'c/bias': bias! };
        return scored(transposedConvolution({ weights, name: 'c', x: x as tf.Tensor4D, size: [size, size] }));
      },
      { x: normal('x', [2, 4, 4, 3]), kernel: normal('kernel', [4, 4, 2, 3]), bias: normal('bias', [2]) },
    );
  });
});

describe('element-wise and dense ops', () => {
  it('dense has the gradient of central differences', () => {
    const weights = { 'd/kernel': normal('kernel', [3, 4]), 'd/bias': normal('bias', [4]) };
    const x = normal('x', [2, 3]);
    expectWeightGradient('dense', (w) => scored(dense(w, 'd', x)), weights);
    expect(() => dense({ 'd/kernel': normal('k', [3]) }, 'd', x)).toThrow('expected d/kernel of rank 2, got rank 1');
  });

  it('distances have it', () => {
    const ends = { x: normal('x', [3, 4]), y: normal('y', [3, 4]) };
    const squared = (x: tf.Tensor, y: tf.Tensor) => meanSquaredDistance(x as tf.Tensor2D, y as tf.Tensor2D);
    expectGradient('meanSquaredDistance', (x, y) => squared(x!, y!), ends);
    expectGradient('distance', (x, y) => scored(distance(x!, y!)), ends);
  });

  it('interpolation has it, and is exact at both ends', () => {
    const [zA, zB] = [normal('a', [3, 4]), normal('b', [3, 4])];
    const at = (zA: tf.Tensor, zB: tf.Tensor, alpha: tf.Tensor) =>
      interpolate({ zA: zA as tf.Tensor2D, zB: zB as tf.Tensor2D, alpha: alpha as tf.Tensor2D });
    const inputs = { zA, zB, alpha: column([0.2, 0.5, 0.9]) };
    expectGradient('interpolate', (a, b, alpha) => scored(at(a!, b!, alpha!)), inputs);
    expect(numbers(at(zA, zB, column([0, 0, 0])))).toEqual(numbers(zA));
    expect(numbers(at(zA, zB, column([1, 1, 1])))).toEqual(numbers(zB));
  });
});

describe('silu', () => {
  it('has its values, also at the extremes', () => {
    const x = [-100, -1, 0, 1, 100];
    const expected = x.map((value) => value / (1 + Math.exp(-value)));
    numbers(silu(tf.tensor1d(x))).forEach((y, i) => expect(y).toBeCloseTo(expected[i]!, 6));
    expect(numbers(silu(tf.scalar(Number.NaN)))).toEqual([Number.NaN]);
  });

  it('has the gradient of central differences, and of the product rule', () => {
    const x = normal('x', [4, 5], 2);
    expectGradient('silu', (x) => scored(silu(x!)), { x });
    const [own, rule] = [tf.grad((x) => scored(silu(x)))(x), tf.grad((x) => scored(tf.mul(x, tf.sigmoid(x))))(x)];
    expectClose(own, rule, 1e-6);
    const [below, above] = numbers(tf.grad((x) => tf.sum(silu(x)))(tf.tensor1d([-100, 100])));
    expect(below).toBeCloseTo(0, 30);
    expect(above).toBe(1);
  });
});

describe('stopGradient', () => {
  const x = normal('x', [2, 3]);

  it('keeps the value and is a constant to the gradient', () => {
    expect(numbers(stopGradient(x))).toEqual(numbers(x));
    expectClose(tf.grad((x) => tf.sum(tf.mul(x, stopGradient(x))))(x), x, 1e-7);
  });

  it('runs nothing backwards that ends in it', () => {
    let passes = 0;
    const counted = tf.customGrad((input) => ({
      value: tf.mul(2, input as tf.Tensor), // the op's one input is a tensor
      gradFunc: (dy) => {
        passes++;
        return tf.mul(2, dy as tf.Tensor); // the op has one output
      },
    }));
    expectClose(tf.grad((x) => tf.sum(tf.mul(x, stopGradient(counted(x)))))(x), tf.mul(2, x));
    expect(passes).toBe(0);
    expectClose(tf.grad((x) => tf.sum(tf.mul(x, counted(x))))(x), tf.mul(4, x));
    expect(passes).toBe(1);
  });

  it('leaves no gradient where there is no other way', () => {
    expect(() => tf.grad((x) => tf.sum(stopGradient(x)))(x)).toThrow(/gradient/);
  });
});
