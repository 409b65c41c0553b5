import * as tf from '@tensorflow/tfjs-core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { trialSchema } from '@latent-paths/specification/trial';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relativeDifference, twoTrainings } from '../bench/two-trainings.js';

/** Adam's moments and the weights are about 0.4 MB, so that 300 steps that kept theirs would take 130 MB. */
const config = trialSchema.parse({
  vae: { latent: 8, channels: [4, 8] },
  path: { kind: 'network', hidden: [128, 128, 128] },
  batch: 16,
});
const KEPT = 40e6;

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

describe('a training through a VAE from ONNX files', () => {
  it('ends in the bits of the same training through the same VAE that is made here', async () => {
    const { builtIn, imported } = await twoTrainings(config, [16, 16, 3], (step) => engine.compile(step));
    const start = builtIn.theta();
    expect(imported.theta()).toEqual(start);
    for (let step = 0; step < 100; step++) {
      await builtIn.step();
      await imported.step();
    }
    expect(relativeDifference(builtIn.theta(), start)).toBeGreaterThan(0.01);
    expect(relativeDifference(imported.theta(), builtIn.theta())).toBe(0);
  });

  it('runs 300 steps in the same memory', async () => {
    const { imported } = await twoTrainings(config, [16, 16, 3], (step) => engine.compile(step));
    const held = async (steps: number) => {
      for (let step = 0; step < steps; step++) await imported.step();
      return { tensors: tf.getBackend() ? tf.memory().numTensors : 0, bytes: process.memoryUsage().rss };
    };
    const before = await held(100);
    const after = await held(300);
    expect(after.tensors).toBe(before.tensors);
    expect(after.bytes - before.bytes).toBeLessThan(KEPT);
  });
});
