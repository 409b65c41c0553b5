import * as tf from '@tensorflow/tfjs-core';
import {
  buildChoice,
  fillNormal,
  fillUniform,
  ndarray,
  rootKey,
  split,
  type Key,
  type NamedArrays,
  type NDArray,
} from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { convolutionalVae, paths, type Loss, type Path } from '@latent-paths/model';
import { activeLosses, parseTrial } from '@latent-paths/specification/trial';
import { within } from '../../src/steps/prefixed-records.js';
import { gradientProbe, initialTraining, trainingStep, type Objective } from '../../src/steps/objective.js';
import { pointStep } from '../../src/steps/point-step.js';
import { poolLatents } from '../../src/steps/pool-latents.js';
import { withPrograms } from '../../src/steps/with-programs.js';
import { pathTask } from '../../src/training/tasks/path-task.js';
import { train } from '../../src/training/trainer.js';

/** d of every test here. */
export const LATENT = 4;
const key = rootKey(5);

/** z ↦ S·z in place of E(D(z)): the linear VAE where S = diag(s), an orthogonal projector where S² = S = Sᵀ. */
export type Matrix = readonly (readonly number[])[];
export const diagonal = (values: readonly number[]): Matrix =>
  values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));

/** The same loss of P(z) = S·z, rows z. */
function onLinear(loss: Loss, matrix: Matrix): Loss {
  const project = (z: tf.Tensor2D): tf.Tensor2D =>
    tf.matMul(z, tf.tensor2d(matrix.map((row) => [...row])), false, true);
  return { ...loss, value: (context) => loss.value({ ...context, project }) };
}

export interface LinearTask {
  readonly matrix: Matrix;
  readonly gradient: 'full' | 'stop-projection' | 'stop-point';
  readonly lambda: number;
  readonly form: 'direct' | 'residual';
  readonly steps: number;
  readonly learningRate: number;
}

/** No program of these losses reads a weight of the VAE: only its sizes count. */
const unweighted = convolutionalVae({ 'encoder/mean/bias': ndarray([LATENT], new Float32Array(LATENT)) }, [1, 1, 1]);
const BATCH = 128;

/** Latents from N(0, I), the prior of the linear VAE. */
function normalPool(count: number): Pool {
  const all = filled(fillNormal, 'pool', count * LATENT);
  const described = {
    version: 1,
    vae: '0'.repeat(64),
    source: 'normal',
    part: 'train',
    seed: 1,
    latentSize: LATENT,
    count,
  } as const;
  return {
    count,
    latentSize: LATENT,
    metadata: { ...described, mean: Array<number>(LATENT).fill(0), deviation: Array<number>(LATENT).fill(1) },
    rows: (from, to) => Promise.resolve(all.slice(from * LATENT, to * LATENT)),
    indices: () => Promise.resolve(Int32Array.from({ length: count }, (_, i) => i)),
    gather: (rows, out) =>
      rows.forEach((row, i) => out.set(all.subarray(row * LATENT, (row + 1) * LATENT), i * LATENT)),
    close: () => undefined,
  };
}

/** Points (pair, α) of latents that no training saw. */
const HELD_OUT = 2_048;
const heldOut = {
  zA: latents('held-out a'),
  zB: latents('held-out b'),
  alpha: ndarray([HELD_OUT, 1], filled(fillUniform, 'held-out alpha', HELD_OUT)),
};
/** ẑ [n, d] */
export const linear = heldOut.zA.data.map(
  (a, i) => a + heldOut.alpha.data[Math.floor(i / LATENT)]! * (heldOut.zB.data[i]! - a),
);

function filled(
  fill: (key: Key, from: number, out: Float32Array) => void,
  label: string,
  size: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(size);
  fill(split(key, label), 0, out);
  return out;
}

function latents(label: string): NDArray<Float32Array> {
  return ndarray([HELD_OUT, LATENT], filled(fillNormal, label, HELD_OUT * LATENT));
}

/** S·z of rows z [n, d]. */
export function times(matrix: Matrix, z: Float32Array): Float32Array {
  return z.map((_, i) => matrix[i % LATENT]!.reduce((sum, s, j) => sum + s * z[i - (i % LATENT) + j]!, 0));
}

/** Mean over rows of the squared distance. */
export function meanSquared(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0) / (a.length / LATENT);
}

/** Mean over the held-out points of ‖z − S·z‖² + λ‖z − ẑ‖². */
export function heldOutLoss({ matrix, lambda }: Pick<LinearTask, 'matrix' | 'lambda'>, z: Float32Array): number {
  return meanSquared(z, times(matrix, z)) + lambda * meanSquared(z, linear);
}

/**
 * Trains as every trial is trained, by the same samplers, task, loop and compiled step, but for P; then walks the
 * held-out points: z [n, d].
 * @throws TrainingDiverged
 */
export async function trainedPoints(
  { matrix, gradient, lambda, form, steps, learningRate }: LinearTask,
  engine: Engine,
): Promise<Float32Array> {
  const pool = normalPool(4_000);
  const config = parseTrial(
    `
pool: { train: ${pool.count} }
path: { kind: network, form: ${form}, hidden: [32, 32, 32] }
loss: { reprojection: { weight: 1, gradient: ${gradient} }, attraction: { weight: ${lambda} } }
sampling: { pairs: { kind: all }, alphas: { kind: stratified } }
optimiser: { learningRate: { kind: cosine, from: ${learningRate} } }
batch: ${BATCH}
budget: { points: ${steps * BATCH} }`,
    'a test',
  );
  const objective: Objective = {
    path: buildChoice<Path>(paths, config.path),
    losses: Object.fromEntries(activeLosses(config).map(({ name, loss }) => [name, onLinear(loss, matrix)])),
    vae: { ...unweighted, weights: {} },
    batch: BATCH,
  };
  const start = initialTraining(
    objective,
    objective.path.initial(objective.vae, split(key, 'theta')),
    split(key, 'losses'),
  );
  const { clip, beta1, beta2, epsilon } = config.optimiser;
  return withPrograms(engine, async (compile) => {
    const program = await compile(trainingStep(objective, start, { clip, beta1, beta2, epsilon }));
    const probe = await compile(gradientProbe(objective, start));
    const extent = { steps, points: steps * BATCH, projections: steps * BATCH };
    const validate = () => Promise.reject(new Error('expected no validation'));
    const task = {
      ...pathTask({
        config,
        seed: 1,
        extent,
        objective,
        start,
        pool,
        latents: poolLatents({ ...pool, latents: null }),
        probe,
        validate,
      }),
      logs: () => false,
    };
    let theta: NamedArrays = {};
    for await (const event of train({
      program,
      task,
      checkpointSeconds: Infinity,
      now: () => 0,
      signal: new AbortController().signal,
    })) {
      if (event.kind === 'checkpoint') theta = within('weights', event.state.arrays);
    }
    const interpolate = await compile(
      pointStep({
        ...objective,
        theta,
        solution: {},
        points: HELD_OUT,
      }),
    );
    const { points } = await interpolate.run(heldOut);
    return Float32Array.from(points!.data);
  });
}
