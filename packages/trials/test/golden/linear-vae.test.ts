import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrainingDiverged } from '../../src/training/trainer.js';
import {
  diagonal,
  heldOutLoss,
  LATENT,
  linear,
  meanSquared,
  times,
  trainedPoints,
  type LinearTask,
  type Matrix,
} from './linear-vae.js';

/** All expected values are worked out on paper. */
const s = [0.1, 0.4, 0.7, 0.95];
const linearVae: LinearTask = {
  matrix: diagonal(s),
  gradient: 'full',
  lambda: 0.3,
  form: 'residual',
  steps: 2_500,
  learningRate: 0.01,
};
const scaled = (factor: (s: number) => number): Float32Array => linear.map((x, i) => factor(s[i % LATENT]!) * x);

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

describe('the trainer comes on held-out points within a thousandth of', () => {
  /** How far the loss is above its least, as a share of it. */
  async function excess(task: LinearTask, optimum: Float32Array): Promise<number> {
    const least = heldOutLoss(task, optimum);
    expect(heldOutLoss(task, linear)).toBeGreaterThan(1.1 * least);
    return heldOutLoss(task, await trainedPoints(task, engine)) / least - 1;
  }

  it('the least loss of the linear VAE, at λ/(λ + (1−s)²)·ẑ', async () => {
    const optimum = scaled((s) => linearVae.lambda / (linearVae.lambda + (1 - s) ** 2));
    const above = await excess(linearVae, optimum);
    expect(above).toBeGreaterThan(0);
    expect(above).toBeLessThan(1e-3);
  });

  it('the least loss of an orthogonal projector, which keeps ẑ along its image, times λ/(1 + λ) across', async () => {
    const u = [0.5, -0.5, 0.1, 0.7]; // of length 1
    const matrix: Matrix = u.map((a) => u.map((b) => a * b));
    const along = times(matrix, linear);
    const shrink = linearVae.lambda / (1 + linearVae.lambda);
    const above = await excess(
      { ...linearVae, matrix },
      linear.map((x, i) => along[i]! + shrink * (x - along[i]!)),
    );
    expect(above).toBeGreaterThan(0);
    expect(above).toBeLessThan(1e-3);
  });
});

describe('where the gradient stops, the trainer ends at another point:', () => {
  it('λ/(λ + 1 − s)·ẑ where the projection is a constant', async () => {
    const z = await trainedPoints({ ...linearVae, gradient: 'stop-projection' }, engine);
    expect(
      meanSquared(
        z,
        scaled((s) => 0.3 / (0.3 + 1 - s)),
      ),
    ).toBeLessThan(2e-3);
    expect(
      meanSquared(
        z,
        scaled((s) => 0.3 / (0.3 + (1 - s) ** 2)),
      ),
    ).toBeGreaterThan(0.05);
  });

  it(
    'none where the point is a constant and λ < s(1−s): it diverges, and is caught; the full gradient, no less ' +
      'driven, does not',
    async () => {
      // λ − s(1−s) for s = 0.1, 0.4, 0.7, 0.95: 0.01, −0.14, −0.11, 0.05
      const driven: LinearTask = { ...linearVae, lambda: 0.1, steps: 300, learningRate: 0.3 };
      const diverging = trainedPoints({ ...driven, gradient: 'stop-point' }, engine);
      await expect(diverging).rejects.toThrow(TrainingDiverged);
      await expect(diverging).rejects.toThrow(
        /^step \d+: expected a finite gradient-norm, got Infinity; lower the learning rate, or clip the gradient/,
      );
      expect(heldOutLoss(driven, await trainedPoints(driven, engine))).toBeLessThan(2);
    },
  );

  it('λ/(λ − s(1−s))·ẑ, beyond the line, where the point is a constant and λ > s(1−s)', async () => {
    const z = await trainedPoints({ ...linearVae, gradient: 'stop-point', lambda: 0.6 }, engine);
    expect(
      meanSquared(
        z,
        scaled((s) => 0.6 / (0.6 - s * (1 - s))),
      ),
    ).toBeLessThan(2e-3);
    expect(meanSquared(z, linear)).toBeGreaterThan(0.1);
  });
});
