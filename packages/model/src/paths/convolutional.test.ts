import * as tf from '@tensorflow/tfjs-core';
import { rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { vaeContext } from './vae-context.js';
import { latentSpace, type LatentSpace } from '../latent-space.js';
import { latentsOf, type Endpoints } from './path.js';
import { convolutional } from './convolutional.js';
import { network } from './network.js';
import type { Weights } from '../weights.js';
import { column, expectClose, normal, numbers, tinyVae, toTensors } from '../../test/support.js';

const built = (parameters: object) => convolutional.build(convolutional.schema.parse(parameters));

function pointsOf(parameters: object, space: LatentSpace, pairs: Endpoints, weights: Weights, alpha: tf.Tensor2D) {
  const context = { ...vaeContext(tinyVae()), ...space, weights };
  return latentsOf(built(parameters).prepare(pairs, context).at(alpha));
}

describe('the convolutional path', () => {
  it('adds up, by hand, what a place and its neighbours hold, and α', () => {
    // One channel at 1 × 3 places; every weight of the middle row is 1 for zA, 10 for zB, 100 for α − ½.
    const middle = [1, 10, 100].map((of) => [of]);
    const none = middle.map(() => [0]);
    const hidden = tf.tensor4d([
      [none, none, none],
      [middle, middle, middle],
      [none, none, none],
    ]);
    const onlyHere = tf.tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0], [3, 3, 1, 1]);
    const weights = {
      'hidden0/kernel': hidden,
      'hidden0/bias': tf.tensor1d([0]),
      'output/kernel': onlyHere,
      'output/bias': tf.tensor1d([0.5]),
    };
    const pairs = { zA: tf.tensor2d([[1, 2, 3]]), zB: tf.tensor2d([[4, 5, 6]]) };
    const parameters = { form: 'direct', hidden: [1], activation: 'relu' };
    const z = pointsOf(parameters, latentSpace([1, 1, 3], 'nchw'), pairs, weights, column([0.75]));
    // at the left edge: 1 + 2, 10·(4 + 5), and 100·¼ twice; beyond the edge is 0
    expect(numbers(z)).toEqual([3 + 90 + 50 + 0.5, 6 + 150 + 75 + 0.5, 5 + 110 + 50 + 0.5]);
  });

  it('has weights shared by all places: as many for any height and width, and what it says moves along', () => {
    const shapesAt = (height: number, width: number) =>
      Object.entries(built({}).initial(latentSpace([32, height, width], 'nchw'), rootKey(1))).map(
        ([name, { shape }]) => [name, ...shape],
      );
    expect(shapesAt(8, 8)).toEqual(shapesAt(32, 16));
    expect(shapesAt(8, 8)[0]).toEqual(['hidden0/kernel', 3, 3, 65, 64]);
    expect(shapesAt(8, 8).at(-1)).toEqual(['output/bias', 32]);

    const space = latentSpace([1, 1, 9], 'nchw');
    const parameters = { hidden: [4], outputScale: 1 };
    const weights = toTensors(built(parameters).initial(space, rootKey(2)));
    const row = (at: number) => tf.tensor2d([Array.from({ length: 9 }, (_, i) => (i === at ? 1 : 0))]);
    const at = (place: number) =>
      numbers(pointsOf(parameters, space, { zA: row(place), zB: row(place) }, weights, column([0.3])));
    // Far enough from both edges for all that it sees.
    expect(at(4).slice(2, 6)).toEqual(at(5).slice(3, 7));
    expect(at(4).slice(2, 6)).not.toEqual(at(4).slice(3, 7));
  });

  it('reads rows with channels first or last', () => {
    const [first, last] = [latentSpace([2, 3, 4], 'nchw'), latentSpace([3, 4, 2], 'nhwc')];
    const parameters = { hidden: [5], outputScale: 1 };
    const weights = toTensors(built(parameters).initial(first, rootKey(3)));
    const [zA, zB] = [normal('a', [2, 24]), normal('b', [2, 24])];
    const moved = (rows: tf.Tensor2D): tf.Tensor2D =>
      tf.reshape(tf.transpose(tf.reshape(rows, [2, 2, 3, 4]), [0, 2, 3, 1]), [2, 24]);
    const alpha = column([0.2, 0.6]);
    const there = pointsOf(parameters, last, { zA: moved(zA), zB: moved(zB) }, weights, alpha);
    expectClose(there, moved(pointsOf(parameters, first, { zA, zB }, weights, alpha)), 1e-6);
  });

  it('starts near the straight line, and refuses latents without places', () => {
    const space = latentSpace([4, 4, 4], 'nchw');
    const pairs = { zA: normal('a', [2, 64]), zB: normal('b', [2, 64]) };
    const z = pointsOf({}, space, pairs, toTensors(built({}).initial(space, rootKey(4))), column([0.5, 0.5]));
    expectClose(z, tf.mul(0.5, tf.add(pairs.zA, pairs.zB)), 0.05);
    const rows = latentSpace([256], 'nchw');
    const refusal =
      'expected latents with places, [c, h, w], for convolutions, got rows of 256 numbers; write path: { kind: ' +
      'network }';
    expect(built({}).refusal?.(rows)).toBe(refusal);
    expect(built({}).refusal?.(space)).toBeNull();
    expect(() => built({}).initial(rows, rootKey(1))).toThrow(`convolutional: ${refusal}`);
  });

  it('refuses sizes that are those of a multilayer perceptron', () => {
    const { error } = convolutional.schema.safeParse({ hidden: [1024, 1024, 512] });
    expect(error!.issues.map(({ path }) => path.join('.'))).toEqual(['hidden.0', 'hidden.1']);
    expect(convolutional.schema.safeParse({ hidden: [] }).success).toBe(false);
  });
});

describe('the multilayer perceptron', () => {
  const { refusal, advice } = network.build(network.schema.parse({}));

  it('says what leads better through more than 1,024 numbers at places', () => {
    expect(advice?.(latentSpace([32, 8, 8], 'nchw'))).toBe(
      'a multilayer perceptron on latents of 2048 numbers, 32 channels at 8 × 8 places, where path: { kind: ' +
        'convolutional } has weights that are shared by all places',
    );
    for (const axes of [[16, 8, 8], [4096], [4096, 1, 1]]) expect(advice?.(latentSpace(axes, 'nchw'))).toBeNull();
  });

  it('refuses more weights than can be trained, with what can', () => {
    expect(refusal?.(latentSpace([32, 8, 8], 'nchw'))).toBeNull();
    expect(refusal?.(latentSpace([32, 32, 32], 'nchw'))).toBe(
      'expected at most 50,000,000 weights, got 85,495,296 of a multilayer perceptron on latents of 32768 numbers; ' +
        'write path: { kind: convolutional }, whose weights are shared by all places',
    );
    expect(refusal?.(latentSpace([32768], 'nchw'))).toMatch(
      /on latents of 32768 numbers; give path.hidden fewer units$/,
    );
  });
});
