import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { onnx } from 'onnx-proto';
import { applyReading } from '../src/index.js';
import { int64, node, weights, type Small } from './model-bytes.js';
import { read } from './reading-support.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('the range of a picture', () => {
  const bounds = [weights('low', [], [-1]), weights('high', [], [1])];
  const constant = (name: string, number: number) =>
    node('Constant', [], [name], {
      value: { type: onnx.AttributeProto.AttributeType.TENSOR, t: weights('', [], [number]) },
    });
  const clip = node('Clip', ['x', 'low', 'high'], ['y']);

  it.each<[string, Small, readonly [number, number]]>([
    [
      'Tanh',
      { nodes: [node('Tanh', ['x'], ['t']), node('Reshape', ['t', 's'], ['y'])], weights: [int64('s', [-1, 2])] },
      [-1, 1],
    ],
    ['Clip', { nodes: [clip], weights: bounds }, [-1, 1]],
    ['Clip of constants', { nodes: [constant('low', 0), constant('high', 255), clip] }, [0, 255]],
  ])('is told by the last operator that bounds it: %s', (_, small, range) => {
    const flat = {
      encoder: read({ nodes: [node('Relu', ['x'], ['y'])] }, 'enc.onnx'),
      decoder: read(small, 'dec.onnx'),
    };
    expect(applyReading(flat, {}, { imageShape: [1, 2, 1] }).range).toEqual({ input: range, output: range });
  });
});
