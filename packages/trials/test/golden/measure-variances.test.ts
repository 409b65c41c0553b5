import * as tf from '@tensorflow/tfjs-core';
import { fillNormal, ndarray, rootKey } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { convolutionalVae, weight, type Loss, type Path } from '@latent-paths/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { initialTraining, weightsAmong, type Objective } from '../../src/steps/objective.js';
import { measureVariances, type MeasureOptions } from '../../src/analyses/variances/measure-variances.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/**
 * Every point is θ itself, and the loss θ·g of the point: the gradient in θ is g, of known variances in each of d
 * components.
 */
const [d, known] = [6, { pair: 1, alpha: 4, interaction: 9, signal: 0.25 }];
const theta: Path = {
  trained: true,
  projections: 0,
  initial: () => ({ theta: ndarray([1, d], new Float32Array(d)) }),
  prepare: ({ zA }, { weights }) => ({ at: () => ({ z: tf.tile(weight(weights, 'theta', 2), [zA.shape[0], 1]) }) }),
};
const linear: Loss = {
  projections: 0,
  value({ z, zA, zB, alpha }) {
    const place = tf.mul(Math.sqrt(12), tf.sub(alpha, 0.5)); // of mean 0 and variance 1
    const g = tf.add(
      tf.add(0.5, tf.mul(Math.sqrt(known.pair), zA)),
      tf.mul(tf.add(Math.sqrt(known.alpha), tf.mul(Math.sqrt(known.interaction), zB)), place),
    );
    return tf.mean(tf.sum(tf.mul(z, g), 1));
  },
};
/** The loss reads no weight of the VAE: only its sizes count. */
const unweighted = convolutionalVae({ 'encoder/mean/bias': ndarray([d], new Float32Array(d)) }, [1, 1, 1]);
const objective: Objective = {
  path: theta,
  losses: { linear },
  vae: { ...unweighted, weights: {} },
  batch: 16,
};

const latents = new Float32Array(2_000 * d);
fillNormal(rootKey(4), 0, latents);
const options: Omit<MeasureOptions, 'engine'> = {
  objective,
  weights: weightsAmong(initialTraining(objective, theta.initial({ latentSize: d }, rootKey(1)), rootKey(1))),
  lossWeights: { linear: 1 },
  pool: {
    count: 2_000,
    latentSize: d,
    gather: (rows, out) => rows.forEach((row, i) => out.set(latents.subarray(row * d, (row + 1) * d), i * d)),
  },
  key: rootKey(2),
  seed: 3,
  squares: 48,
  pairs: 6,
  alphas: 6,
  perPair: [1, 4],
  tell: () => undefined,
};

it('the variances of a compiled gradient come out where they are known, and what is predicted from them', async () => {
  const measured = await measureVariances({ ...options, engine });
  for (const name of ['pair', 'alpha', 'interaction', 'signal'] as const) {
    const { value, low, high } = measured[name];
    const width = high - low;
    expect(value - width, name).toBeLessThan(d * known[name]);
    expect(value + width, name).toBeGreaterThan(d * known[name]);
  }
  expect(measured.interaction.high - measured.interaction.low).toBeLessThan(0.5 * d * known.interaction);
  const [one, four] = measured.predicted;
  const { value, low, high } = four!.grid;
  expect(Math.abs(value - (d * (4 * known.pair + 13 / 16)) / 16)).toBeLessThan(high - low); // linear in α: W_4 = W_1/16
  expect(four!.independent.value).toBeGreaterThan(one!.independent.value);
  expect(four!.grid.value).toBeLessThan(one!.independent.value / 2);
});
