import * as tf from '@tensorflow/tfjs-core';
import { fillNormal, rootKey } from '@latent-paths/core';
import { openEngine, type Engine, type StepDefinition } from '@latent-paths/engine';
import type { FrozenVae, ImageShape } from '@latent-paths/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPrograms } from '../../steps/with-programs.js';
import { checkGradients } from './check-gradients.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** A VAE of which only P(z) = tanh(2z) is asked. */
const vaeOf = (imageShape: ImageShape): FrozenVae =>
  ({
    latentSize: 3,
    imageShape,
    weights: {},
    context: () => ({ project: (z: tf.Tensor2D) => tf.tanh(tf.mul(2, z)) }),
  }) as unknown as FrozenVae; // what encodes and decodes is never called

/** What is found, and how many latents a run took. */
async function found(imageShape: ImageShape) {
  const latents = new Float32Array(24);
  fillNormal(rootKey(5), 0, latents);
  const batches: number[] = [];
  const difference = await withPrograms(engine, (compile) =>
    checkGradients(vaeOf(imageShape), latents, (step: StepDefinition) => {
      batches.push(step.inputs['z']!.shape[0]!);
      return compile(step);
    }),
  );
  return { batches, difference };
}

it('takes fewer latents at once where pictures are large, and finds the same', async () => {
  const small = await found([64, 64, 3]);
  expect(small.batches).toEqual([8]);
  expect(small.difference).toBeLessThan(1e-3);
  const large = await found([100, 100, 3]); // 3 would fit, and do not divide 8
  expect(large.batches).toEqual([2]);
  expect(large.difference).toBeCloseTo(small.difference, 7);
  expect((await found([512, 512, 3])).batches).toEqual([1]);
});
