import * as tf from '@tensorflow/tfjs-core';
import { fillNormal, ndarray, rootKey } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { weight } from '@latent-paths/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLatentMap, type LatentMapOptions } from '../../src/analyses/projection/latent-map.js';
import { measureProjection } from '../../src/analyses/projection/measure-projection.js';
import { withPrograms } from '../../src/steps/with-programs.js';
import { diagonal, type Matrix } from './linear-vae.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

type Project = LatentMapOptions['project'];

/** Measures a map from 40 normal points. */
function measure(size: number, project: Project, frozen: LatentMapOptions['frozen'] = {}) {
  const starts = new Float32Array(40 * size);
  fillNormal(rootKey(3), 0, starts);
  return withPrograms(engine, async (compile) => {
    const map = await openLatentMap({ size, frozen, project, atOnce: 256, compile });
    return {
      starts,
      ...(await measureProjection({ map, starts, jacobians: 3, steps: 60, epsilon: 0.1, tell: () => undefined })),
    };
  });
}

/** z ↦ S·z, rows z */
function measureLinear(matrix: Matrix) {
  const S = ndarray([matrix.length, matrix.length], Float32Array.from(matrix.flat()));
  return measure(matrix.length, (frozen, z) => tf.matMul(z, weight(frozen, 'S', 2), false, true), { S });
}

const expectAll = (values: readonly number[], expected: readonly number[]) =>
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));

it('a linear VAE, P = diag(wᵢ²/(wᵢ² + σ²)), draws every latent to the prior’s mean, at known rates', async () => {
  const s = [2, 1, 0.5, 0].map((w) => w ** 2 / (w ** 2 + 1)); // 0.8, 0.5, 0.2, 0
  const { starts, measured, limits } = await measureLinear(diagonal(s));
  const rows = Array.from({ length: 40 }, (_, i) => [...starts.subarray(4 * i, 4 * i + 4)]);
  const movement = (z: readonly number[], k: number) =>
    Math.hypot(...z.map((value, i) => (1 - s[i]!) * s[i]! ** k * value));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let k = 0; k <= 10; k++)
    expect(measured.movement[k]!.mean).toBeCloseTo(mean(rows.map((z) => movement(z, k))), 4);
  for (let k = 0; k <= 9; k++)
    expect(measured.ratio[k]!.mean).toBeCloseTo(mean(rows.map((z) => movement(z, k + 1) / movement(z, k))), 4);
  expect(measured.spread[0]).toBe(1);
  const { start, limit } = measured.jacobian;
  for (const found of [start!, limit!]) {
    expectAll(found.singular, s);
    expectAll(
      [found.radius.mean, found.trace.mean, found.defect!.mean],
      [0.8, 1.5, Math.hypot(...s.map((x) => x * x - x)) / Math.hypot(...s)],
    );
  }
  expect(measured.census).toMatchObject({ converged: 1, distinct: 1, largest: 1, atPriorMean: 1 });
  expect(Math.hypot(...limits)).toBeLessThan(0.01 * Math.hypot(...starts));
});

it('an orthogonal projection moves nothing twice, and every point keeps a limit of its own', async () => {
  // onto the plane that is normal to (1, 1, 1)
  const { measured } = await measureLinear([0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 1 : 0) - 1 / 3)));
  expect(measured.ratio[0]!.q95).toBeLessThan(1e-5);
  expect(measured.spread.slice(1).every((spread) => Math.abs(spread! - measured.spread[1]!) < 1e-5)).toBe(true);
  expectAll(measured.jacobian.start!.singular, [1, 1, 0]);
  expectAll(
    [measured.jacobian.start!.radius.mean, measured.jacobian.start!.trace.mean, measured.jacobian.start!.defect!.mean],
    [1, 2, 0],
  );
  expect(measured.census).toMatchObject({ converged: 1, steps: 2 });
  expect(measured.census.distinct).toBeGreaterThan(30);
});

it('a map with rows that are not columns has the Jacobian that it should, not its transpose', async () => {
  const { jacobian } = await withPrograms(engine, async (compile) => {
    const map = await openLatentMap({
      size: 2,
      frozen: {},
      project: (_, z) =>
        tf.concat([tf.square(tf.slice(z, [0, 1], [-1, 1])), tf.mul(tf.slice(z, [0, 0], [-1, 1]), 3)], 1),
      atOnce: 256,
      compile,
    });
    return { jacobian: await map.jacobian(Float32Array.of(5, 2)) };
  });
  expectAll([...jacobian], [0, 4, 3, 0]); // (x, y) ↦ (y², 3x)
});

it('z ↦ tanh(2z) draws latents to the corners ±0.9575 of a square, where its slope is 2·(1 − 0.9575²)', async () => {
  const corner = 0.957504;
  const { measured, limits } = await measure(2, (_, z) => tf.tanh(tf.mul(2, z)));
  limits.forEach((value) => expect(Math.abs(value)).toBeCloseTo(corner, 2));
  expect(measured.census).toMatchObject({ converged: 1, distinct: 4, atPriorMean: 0 });
  expect(measured.jacobian.limit!.radius.mean).toBeCloseTo(2 * (1 - corner ** 2), 2);
});

it('what turns for ever reaches no limit, and what rests has no ratio', async () => {
  const turning = await measureLinear([
    [0, -1],
    [1, 0],
  ]);
  expect(turning.measured.census).toEqual({ converged: 0, steps: null, distinct: 0, largest: null, atPriorMean: null });
  expect(turning.measured.jacobian.limit).toBeNull();
  expect(turning.measured.ratio[0]!.mean).toBeCloseTo(1, 5);
  const resting = await measureLinear(diagonal([1, 1]));
  expect([resting.measured.ratio[0], resting.measured.movement[0]!.max]).toEqual([null, 0]);
});
