import * as tf from '@tensorflow/tfjs-core';
import { ndarray } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { paths, type Path } from '../../src/index.js';
import { eagerHost } from '../eager-host.js';
import { normal, relativeError } from '../support.js';
import { toyVae } from './toy-vae.js';

/** The linear VAE (probabilistic PCA): P = diag(s). All expected values are worked out on paper. */
const s = [0.1, 0.4, 0.7, 0.95];
const [p, d] = [3, s.length];
const alphas = Float32Array.of(0, 0.25, 0.5, 0.75, 1);
const ends = (label: string) => ndarray([p, d], normal(label, [p, d]).dataSync<'float32'>());
const pairs = { zA: ends('a'), zB: ends('b') };
/** ẑ, [p, a, d] */
const linear = Float32Array.from({ length: p * alphas.length * d }, (_, i) => {
  const [pair, alpha, j] = [Math.floor(i / (alphas.length * d)), alphas[Math.floor(i / d) % alphas.length]!, i % d];
  return (1 - alpha) * pairs.zA.data[pair * d + j]! + alpha * pairs.zB.data[pair * d + j]!;
});
const scaled = (factor: (s: number) => number): Float32Array => linear.map((x, i) => factor(s[i % d]!) * x);

type Shape = 'full' | 'stop-projection' | 'stop-point';

function direct(lambda: number, gradient: Shape, form: 'direct' | 'hard-endpoints' = 'direct'): Path {
  return paths.direct.build(
    paths.direct.schema.parse({ reprojection: { gradient }, attraction: { weight: lambda }, form }),
  );
}

async function solve(path: Path, project: (z: tf.Tensor2D) => tf.Tensor2D = (z) => tf.mul(tf.tensor1d(s), z)) {
  const { knots } = await path.solve!(pairs, eagerHost({ vae: toyVae({ project }), alphas, latentSize: d }));
  return knots!.data;
}

describe('direct optimisation reaches, with its own defaults,', () => {
  it.each([0.02, 0.1, 1])('the linear VAE’s optimum λ/(λ + (1−s)²)·ẑ for λ = %d', async (lambda) => {
    expect(
      relativeError(
        await solve(direct(lambda, 'full')),
        scaled((s) => lambda / (lambda + (1 - s) ** 2)),
      ),
    ).toBeLessThan(1e-3);
  });

  it.each([0.02, 0.3])('λ/(λ + 1 − s)·ẑ where the projection is a constant, for λ = %d', async (lambda) => {
    expect(
      relativeError(
        await solve(direct(lambda, 'stop-projection')),
        scaled((s) => lambda / (lambda + 1 - s)),
      ),
    ).toBeLessThan(1e-3);
  });

  it('λ/(λ − s(1−s))·ẑ where the point is a constant and λ > s(1−s)', async () => {
    expect(
      relativeError(
        await solve(direct(0.5, 'stop-point')),
        scaled((s) => 0.5 / (0.5 - s * (1 - s))),
      ),
    ).toBeLessThan(1e-3);
  });

  it('ẑ on an orthogonal projector’s image, and λ/(1 + λ)·ẑ across it', async () => {
    const lambda = 0.3;
    const u = tf.tensor2d([0.5, -0.5, 0.1, 0.7], [d, 1]); // of length 1
    const along = tf.matMul(tf.matMul(tf.tensor2d(linear, [linear.length / d, d]), u), u, false, true).dataSync();
    const expected = linear.map((x, i) => along[i]! + (lambda / (1 + lambda)) * (x - along[i]!));
    const onto = (z: tf.Tensor2D): tf.Tensor2D => tf.matMul(tf.matMul(z, u), u, false, true);
    expect(relativeError(await solve(direct(lambda, 'full'), onto), expected)).toBeLessThan(1e-3);
  });
});

it('direct optimisation is caught where it diverges: the point a constant, and λ < s(1−s)', async () => {
  // s(1−s) = 0.09, 0.24, 0.21, 0.0475: two coordinates diverge.
  await expect(solve(direct(0.1, 'stop-point'))).rejects.toMatchObject({ name: 'SolverDiverged' });
  await expect(solve(direct(0.1, 'stop-point'))).rejects.toThrow(
    /^direct: expected a descent to a minimum, got an objective of .+ before, .+ after 199 iterations; lower the learning rate/,
  );
});

it('direct optimisation is caught where a number is not finite', async () => {
  await expect(solve(direct(0.1, 'full'), (z) => tf.log(z))).rejects.toThrow(
    /^direct: expected a descent to a minimum, got an objective of NaN after 0 iterations/,
  );
});

it('hard endpoints change the ends alone', async () => {
  const [free, hard] = [await solve(direct(0.1, 'full')), await solve(direct(0.1, 'full', 'hard-endpoints'))];
  const a = alphas.length;
  for (let pair = 0; pair < p; pair++) {
    const row = (knots: ArrayLike<number>, at: number) =>
      Array.from(knots).slice((pair * a + at) * d, (pair * a + at + 1) * d);
    expect(row(hard, 0)).toEqual([...pairs.zA.data.subarray(pair * d, (pair + 1) * d)]);
    expect(row(hard, a - 1)).toEqual([...pairs.zB.data.subarray(pair * d, (pair + 1) * d)]);
    for (let at = 1; at < a - 1; at++) expect(row(hard, at)).toEqual(row(free, at));
  }
});
