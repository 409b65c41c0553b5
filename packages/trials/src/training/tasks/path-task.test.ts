import { ndarray, rootKey, uniformAt, type MetricsRow, type NamedArrays } from '@latent-paths/core';
import { losses } from '@latent-paths/model';
import { curricula } from '@latent-paths/specification/curricula';
import { schedules } from '@latent-paths/specification/schedules';
import { type TrialConfig, trialSchema } from '@latent-paths/specification/trial';
import { describe, expect, it } from 'vitest';
import { exampleChoices } from '../../../../../tools/testing/src/laws/example-choices.js';
import type { Memory } from '../trainer.js';
import { poolLatents } from '../../steps/pool-latents.js';
import { pathTask, type PathTaskOptions } from './path-task.js';

const STEPS = 24;
const LATENTS = 40;
const D = 3;

const latent = (row: number) => Array.from({ length: D }, (_, i) => uniformAt(rootKey(3), row * D + i));
const pool = {
  count: LATENTS,
  latentSize: D,
  gather: (rows: Int32Array, out: Float32Array) => out.set([...rows].flatMap(latent)),
};
const scalar = (value: number) => ndarray([], Float32Array.of(value));

/** What differs in a trial, over small sizes. */
function configOf(changes: object): TrialConfig {
  return trialSchema.parse({
    pool: { train: LATENTS, validation: 8, test: 8 },
    batch: 16,
    sampling: { alphas: { kind: 'dense', count: 4 } },
    budget: { points: 16 * STEPS },
    validation: { everySteps: 4, pairs: 4, alphas: 5 },
    logging: { everySteps: 3 },
    evaluation: { pairs: 4, frames: { pairs: 2 } },
    ...changes,
  });
}

/** The task of a configuration, whose probe and validation stand in for a network's: they change from look to look. */
function taskOf(config: TrialConfig) {
  const { batch } = config;
  const norm = (inputs: NamedArrays, name: string) =>
    scalar(inputs[`weight/${name}`]!.data[0]! * (name === 'attraction' ? 5 : 1 + inputs['zA']!.data[0]!));
  const options = {
    config,
    seed: 1,
    extent: { steps: STEPS, points: batch * STEPS, projections: batch * STEPS },
    objective: {
      losses: {
        reprojection: losses.reprojection.build(losses.reprojection.schema.parse({})),
        attraction: losses.attraction.build({}),
      },
      batch,
      vae: { latentSize: D },
    },
    start: {},
    pool,
    latents: poolLatents({ ...pool, latents: null }),
    probe: {
      run: async (inputs: NamedArrays) => ({
        'norm/reprojection': norm(inputs, 'reprojection'),
        'norm/attraction': norm(inputs, 'attraction'),
        'norm/total': scalar(1),
      }),
    },
    validate: async (theta: NamedArrays) => ({
      validation: { reprojection: 1 },
      errorByAlpha: [0, 1, 2, 3, theta['w']!.data[0]!],
    }),
  };
  // A task reads no more of its objective, pool and probe than this.
  return pathTask(options as unknown as PathTaskOptions);
}

/** What each step is fed, and each row; between steps the memory goes through JSON where `broken`. */
async function course(config: TrialConfig, broken: boolean) {
  const task = taskOf(config);
  const outputs = { 'loss/reprojection': scalar(1), 'loss/attraction': scalar(1), total: scalar(2) };
  const inputs: NamedArrays[] = [];
  const rows: MetricsRow[] = [];
  let memory: Memory = task.initial().memory;
  for (let step = 0; step < STEPS; step++) {
    const current = broken ? taskOf(config) : task;
    // as a checkpoint does
    const feed = current.feed(step, broken ? (JSON.parse(JSON.stringify(memory)) as Memory) : memory);
    memory = feed.memory;
    inputs.push(feed.inputs);
    if (!current.logs(step + 1)) continue;
    const observed = await current.observe({
      step: step + 1,
      feed,
      outputs,
      seconds: 0,
      arrays: () => ({ 'weights/w': scalar(10 + step) }),
    });
    memory = observed.memory;
    rows.push(observed.row);
  }
  return { inputs, rows };
}

const pieces = [
  ...exampleChoices(curricula).map((curriculum) => ({ curriculum })),
  ...exampleChoices(schedules).map((weight) => ({ loss: { reprojection: { weight: 1 }, attraction: { weight } } })),
].map((changes) => ({ told: JSON.stringify(changes), changes }));

describe.each(pieces)('$told', ({ changes }) => {
  // The counts of α that examples ask for must divide the batch.
  const config = configOf({ ...changes, batch: 48, budget: { points: 48 * STEPS } });

  it('goes on from a checkpoint of any step as if unbroken', async () => {
    expect(await course(config, true)).toEqual(await course(config, false));
  });

  it('trains alike, however often rows are logged', async () => {
    const fed = async (everySteps: number) => (await course({ ...config, logging: { everySteps } }, false)).inputs;
    expect(await fed(1)).toEqual(await fed(7));
  });
});

it('a curriculum changes what is drawn', async () => {
  const fed = async (curriculum: object) => (await course(configOf({ curriculum }), false)).inputs;
  const plain = await fed({ kind: 'constant' });
  const alphas = (inputs: NamedArrays) => Array.from(inputs['alpha']!.data);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const length = ({ zA, zB }: NamedArrays) => mean(Array.from(zA!.data, (value, i) => (value - zB!.data[i]!) ** 2));

  const [first] = await fed({ kind: 'alpha-window', from: 0.25 });
  for (const alpha of alphas(first!)) expect(Math.min(alpha, 1 - alpha)).toBeLessThanOrEqual(0.125);

  const near = await fed({ kind: 'pair-distance', candidates: 16 });
  expect(mean(near.slice(0, 4).map(length))).toBeLessThan(0.5 * mean(plain.slice(0, 4).map(length)));
  expect(near.at(-1)).toEqual(plain.at(-1));

  const small = await fed({ kind: 'pair-pool', from: 0.1, levels: 2 });
  expect(
    new Set(small.slice(0, 12).flatMap(({ zA }) => Array.from(zA!.data.filter((_, i) => i % D === 0)))).size,
  ).toBeLessThanOrEqual(4);

  const hard = await fed({ kind: 'hard-alpha', uniform: 0.2 });
  expect(hard.slice(0, 4)).toEqual(plain.slice(0, 4));
  expect(mean(alphas(hard.at(-1)!))).toBeGreaterThan(0.65);
});

it('an adaptive weight brings its gradient to the norm of the others', async () => {
  const config = configOf({
    loss: {
      reprojection: { weight: 1 },
      attraction: { weight: { kind: 'adaptive', from: 1, smoothing: 0, ratio: 2 } },
    },
  });
  const { rows } = await course(config, false);
  const { weights, step } = rows.find((row) => row.step > 4)!;
  const before = rows.find((row) => row.step === 4)!;
  expect(step).toBe(6);
  expect(weights['attraction']! * 5).toBeCloseTo(2 * before.gradientNorms['reprojection']!, 5);
});
