import * as tf from '@tensorflow/tfjs-core';
import { onnx } from 'onnx-proto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ndarray } from '@latent-paths/core';
import { exportOnnx, openEngine, type Engine, type StepDefinition } from '../src/index.js';
import { openSession } from '../src/session.js';
import { specsOf, uniform } from './arrays.js';

const frozen = {
  w: uniform('w', [9, 12]),
  bias: uniform('b', [12]),
  filter: uniform('f', [4, 4, 2, 3]),
  up: uniform('u', [4, 4, 2, 3]),
};
const images = (rows: number) => uniform(`x${rows}`, [rows, 8, 8, 2]);
const shares = (rows: number) => uniform(`a${rows}`, [rows], 0, 1);

/** Down by a convolution, through a gated product, and up again: all that paths and the VAE are made of. */
const step = (rows: number): StepDefinition => ({
  name: 'there and back',
  frozen,
  state: {},
  inputs: specsOf({ x: images(rows), share: shares(rows) }),
  run({ frozen: { w, bias, filter, up }, inputs: { x, share } }) {
    const small = tf.mean(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same'), [1]); // [n, 4, 3]
    const seen = tf.slice(tf.reshape(small, [rows, 12]), [0, 0], [rows, 8]);
    const h = tf.add(
      tf.matMul(tf.concat([seen, tf.reshape(share!, [rows, 1])], 1) as tf.Tensor2D, w as tf.Tensor2D),
      bias!,
    );
    const gated = tf.mul(h, tf.sigmoid(h));
    const image = tf.conv2dTranspose(
      tf.reshape<tf.Rank.R4>(gated, [rows, 2, 2, 3]),
      up as tf.Tensor4D,
      [rows, 4, 4, 2],
      2,
      'same',
    );
    return { state: {}, outputs: { h: gated, image } };
  },
});

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const greatest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

it('a model for any number of rows gives at each what the engine gives', async () => {
  const { bytes, inputs, outputs } = exportOnnx({ step, rows: null, metadata: { trial: 't' } });
  expect(inputs.map(({ name, shape }) => [name, shape])).toEqual([
    ['x', ['n', 8, 8, 2]],
    ['share', ['n']],
  ]);
  expect(outputs.map(({ name, shape }) => [name, shape])).toEqual([
    ['h', ['n', 12]],
    ['image', ['n', 4, 4, 2]],
  ]);
  const session = await openSession(bytes, { threads: 1 });
  for (const rows of [1, 2, 12, 103]) {
    const program = await engine.compile(step(rows));
    const fed = { x: images(rows), share: shares(rows) };
    const [got, expected] = [await session.run(fed, {}), await program.run(fed)];
    for (const name of ['h', 'image']) {
      expect(got[name]!.shape).toEqual(expected[name]!.shape);
      expect(greatest(got[name]!.data, expected[name]!.data)).toBeLessThan(1e-6);
    }
  }
  session.dispose();
});

it('is in operators of ONNX alone, and says what it was given to say', () => {
  const model = onnx.ModelProto.decode(exportOnnx({ step, rows: null, metadata: { trial: 't', commit: 'c' } }).bytes);
  expect(model.opsetImport.map(({ domain }) => domain)).toEqual(['']);
  expect(model.graph!.node!.map(({ opType }) => opType)).not.toContain('QuickGelu');
  expect(model.metadataProps.map(({ key, value }) => [key, value])).toEqual([
    ['trial', 't'],
    ['commit', 'c'],
  ]);
  expect(model.graph!.initializer!.map(({ name }) => name)).toEqual(expect.arrayContaining(['w', 'bias']));
});

it('a model for a number of rows has it in its shapes', async () => {
  const { bytes, inputs } = exportOnnx({ step, rows: 3, metadata: {} });
  expect(inputs[1]!.shape).toEqual([3]);
  const session = await openSession(bytes, { threads: 1 });
  expect((await session.run({ x: images(3), share: shares(3) }, {}))['h']!.shape).toEqual([3, 12]);
  session.dispose();
});

it('refuses for any number of rows what depends on their number', () => {
  const over = (run: (x: tf.Tensor, rows: number) => tf.Tensor) => () =>
    exportOnnx({
      step: (rows) => ({
        name: 'odd',
        frozen: {},
        state: {},
        inputs: specsOf({ x: ndarray([rows, 2], new Float32Array(2 * rows)) }),
        run: ({ inputs: { x } }) => ({ state: {}, outputs: { y: run(x!, rows) } }),
      }),
      rows: null,
      metadata: {},
    });
  expect(over((x, rows) => tf.mul(x, 1 / rows))).toThrow(
    'exportOnnx: expected a step that treats every row the same, got one in which Mul depends on how many there ' +
      'are; name the number of rows',
  );
  expect(over((x, rows) => tf.tile(tf.slice(x, [0, 0], [1, 2]), [rows, 1]))).toThrow('depends on how many there are');
  expect(over((x, rows) => (rows % 4 === 1 ? tf.neg(x) : tf.neg(tf.abs(x))))).toThrow(
    'the number of operations depends',
  );
});

it('refuses a state, and a name that is taken', () => {
  const { state: _, ...plain } = step(2);
  expect(() =>
    exportOnnx({
      step: () => ({ ...plain, state: specsOf({ s: images(1) }), run: ({ state }) => ({ state, outputs: {} }) }),
      rows: 2,
      metadata: {},
    }),
  ).toThrow('expected a step without state');
  expect(() =>
    exportOnnx({
      step: () => ({ ...plain, state: {}, run: ({ inputs: { x } }) => ({ state: {}, outputs: { x: tf.neg(x!) } }) }),
      rows: 2,
      metadata: {},
    }),
  ).toThrow('got x twice');
});
