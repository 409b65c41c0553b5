import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { fillNormal, ndarray, rootKey, split, type NDArray } from '@latent-paths/core';
import { openEngine, type StepDefinition } from '../src/index.js';
import { serve } from './serve.js';

const SIZE = 2048;

function matrix(name: string): NDArray {
  const data = new Float32Array(SIZE * SIZE);
  fillNormal(split(split(rootKey(0), 'sgemm'), name), 0, data);
  return ndarray([SIZE, SIZE], data);
}

/**
 * One product of two matrices. The second is a constant, which onnxruntime packs once, and one element is read:
 * nothing but the product takes time.
 */
const definition: StepDefinition = {
  name: 'sgemm',
  frozen: { b: matrix('b') },
  state: {},
  inputs: { a: { shape: [SIZE, SIZE], dtype: 'float32' } },
  run: ({ frozen, inputs }) => ({
    state: {},
    outputs: { corner: tf.slice(tf.matMul(inputs['a'] as Tensor2D, frozen['b'] as Tensor2D), [0, 0], [1, 1]) },
  }),
};

/** onnxruntime's own product of two 2048×2048 matrices: the machine's yardstick. Argument: threads. */
async function main(): Promise<void> {
  const engine = await openEngine('onnx', { threads: Number(process.argv[2]) });
  const program = await engine.compile(definition);
  const inputs = { a: matrix('a') };
  await program.run(inputs);
  const about = `${SIZE}×${SIZE} MatMul, ${engine.threads} threads`;
  await serve({ about, total: null, flops: 2 * SIZE ** 3 }, async () => void (await program.run(inputs)));
}

void main();
