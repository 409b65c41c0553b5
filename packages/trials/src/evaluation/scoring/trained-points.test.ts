import { losses } from '@latent-paths/model';
import { trialSchema } from '@latent-paths/specification/trial';
import { describe, expect, it } from 'vitest';
import { poolLatents } from '../../steps/pool-latents.js';
import { pathTask, type PathTaskOptions } from '../../training/tasks/path-task.js';
import { samplersOf } from '../../training/tasks/samplers.js';
import type { Memory } from '../../training/trainer.js';
import { trainedPoints } from './trained-points.js';

const LATENTS = 40;
const BATCH = 16;
const STEPS = 12;
const SEED = 5;

/** Each latent is its own row: what a step is fed tells which rows it was made of. */
const pool = { count: LATENTS, latentSize: 1, gather: (rows: Int32Array, out: Float32Array) => out.set(rows) };
const configOf = (sampling: object) =>
  trialSchema.parse({
    pool: { train: LATENTS, validation: 8, test: 8 },
    batch: BATCH,
    sampling,
    budget: { points: BATCH * STEPS },
    validation: { pairs: 4 },
    evaluation: { pairs: 4, frames: { pairs: 2 } },
  });

/** The points of every step as training itself is fed them: `a b α`. */
function fedPoints(sampling: object): string[][] {
  const options = {
    config: configOf(sampling),
    seed: SEED,
    extent: { steps: STEPS, points: BATCH * STEPS, projections: BATCH * STEPS },
    objective: {
      losses: {
        reprojection: losses.reprojection.build(losses.reprojection.schema.parse({})),
        attraction: losses.attraction.build({}),
      },
      batch: BATCH,
      vae: { latentSize: 1 },
    },
    start: {},
    pool,
    latents: poolLatents({ ...pool, latents: null }),
  };
  // Feeding reads no more of its options than this.
  const task = pathTask(options as unknown as PathTaskOptions);
  const points: string[][] = [];
  let memory: Memory = task.initial().memory;
  for (let step = 0; step < STEPS; step++) {
    const feed = task.feed(step, memory);
    memory = feed.memory;
    const of = (name: string) => Array.from(feed.inputs[name]!.data);
    const [zA, zB] = [of('zA'), of('zB')];
    points.push(of('alpha').map((alpha, i) => `${zA[i]} ${zB[i]} ${alpha}`));
  }
  return points;
}

const seen = (
  sampling: object,
  options: { readonly batches: number; readonly pairs: number; readonly seed?: number },
) =>
  trainedPoints({
    samplers: samplersOf({ config: configOf(sampling), seed: SEED, poolSize: LATENTS }),
    steps: STEPS,
    batch: BATCH,
    seed: 1,
    ...options,
  });
/** A pair, whichever of its latents comes first. */
const named = (rows: readonly number[]) => rows.toSorted((a, b) => a - b).join(' ');
const pairsIn = (points: readonly string[]) =>
  new Set(points.map((point) => named(point.split(' ').slice(0, 2).map(Number)))); // a and b
const pairsOf = ({ a, b }: { readonly a: Int32Array; readonly b: Int32Array }) =>
  Array.from(a, (row, i) => named([row, b[i]!]));

const samplings = [
  { pairs: { kind: 'all' }, alphas: { kind: 'uniform' } },
  { pairs: { kind: 'all' }, alphas: { kind: 'dense', count: 4 } },
  { pairs: { kind: 'all' }, alphas: { kind: 'stratified' } },
  { pairs: { kind: 'fixed', count: 20 }, alphas: { kind: 'single' } },
  { pairs: { kind: 'fixed', count: 500 }, alphas: { kind: 'dense', count: 16 } },
].map((sampling) => ({ told: JSON.stringify(sampling), sampling }));

describe.each(samplings)('what was trained with $told', ({ sampling }) => {
  const steps = fedPoints(sampling);

  it('is what training was fed at these steps, α by α', () => {
    const { trained } = seen(sampling, { batches: 5, pairs: 1000 });
    const made = Array.from(trained.alpha, (alpha, i) => `${trained.a[i]} ${trained.b[i]} ${alpha}`);
    const batches = Array.from({ length: 5 }, (_, i) => made.slice(i * BATCH, (i + 1) * BATCH));
    expect(made.length).toBe(5 * BATCH);
    for (const batch of batches) expect(steps).toContainEqual(batch);
    expect(new Set(batches.map((batch) => batch.join())).size).toBe(5);
  });

  it('are all steps where as many batches are asked for, and their distinct pairs', () => {
    const { trained, visited } = seen(sampling, { batches: 99, pairs: 1000 });
    expect(trained.alpha.length).toBe(STEPS * BATCH);
    expect(new Set(pairsOf(visited))).toEqual(pairsIn(steps.flat()));
    expect(visited.a.length).toBe(pairsIn(steps.flat()).size);
  });

  it('leaves out pairs that no step was fed', () => {
    const { unvisited } = seen(sampling, { batches: 1, pairs: 30 });
    expect(unvisited.a.length).toBe(30);
    const fedPairs = pairsIn(steps.flat());
    for (const pair of pairsOf(unvisited)) expect(fedPairs).not.toContain(pair);
  });

  it('takes as many pairs of each batch as of any other', () => {
    const { visited } = seen(sampling, { batches: 3, pairs: 3 });
    const perStep = steps.map((points) => pairsIn(points));
    const from = pairsOf(visited).map((pair) => perStep.findIndex((pairs) => pairs.has(pair)));
    // In an epoch no pair comes twice; the pairs of a set that is smaller than its visits do.
    if (sampling.pairs.kind === 'all') expect(new Set(from).size).toBe(3);
    else expect(from).not.toContain(-1);
  });
});

it('chooses batches by its own seed, not by the trial’s', () => {
  const alphas = (seed: number) => seen(samplings[0]!.sampling, { batches: 2, pairs: 9, seed }).trained.alpha;
  expect(alphas(1)).toEqual(alphas(1));
  expect(alphas(1)).not.toEqual(alphas(2));
});

it('refuses pairs of a kind that does not know what it leaves out', () => {
  expect(() => seen({ pairs: { kind: 'fresh' }, alphas: { kind: 'uniform' } }, { batches: 2, pairs: 2 })).toThrow(
    'sampling.pairs: expected pairs of kind fixed or all, which know the pairs that they leave out',
  );
});
