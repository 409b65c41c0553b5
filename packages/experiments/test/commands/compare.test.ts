import { bootstrapMean, tInterval, type Estimate } from '@latent-paths/core';
import { pairScores, resamplesOf, type ScoredArm } from '@latent-paths/trials/comparison';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/commands/compare.js';
import { estimateDelta } from '../../src/commands/delta.js';
import { differingKeys } from '../../src/commands/differences.js';
import { invoke, invokeJson } from './invoke.js';
import { GROWING, LINEAR, tiny } from '../tiny.js';
import { copyOf, realStore, storeOf, trialOf, type RealStore } from './real-store.js';

let real: RealStore;
beforeAll(async () => void (real = await realStore()));
afterAll(() => real.remove());

interface Cell {
  readonly name: string;
  readonly value: Estimate;
  readonly delta: (Estimate & { readonly over: string; readonly units: number }) | null;
}

/** The cell of a group in a comparison's JSON. */
const cellOf = (told: { metrics: { name: string; groups: Cell[] }[] }, metric: string, group: string): Cell =>
  told.metrics.find(({ name }) => name === metric)!.groups.find(({ name }) => name === group)!;

async function valuesOf(experiment: string, arm: string, seed: number): Promise<Float64Array> {
  const files = real.store.experiment(experiment).trial(await trialOf(real.store, experiment, arm, seed));
  const [points, paths, summary] = [
    (await files.readTable('points.arrow'))!,
    (await files.readTable('paths.arrow'))!,
    (await files.readSummary())!,
  ];
  return pairScores(points, paths, summary.real.reprojection).values.reprojection!;
}

describe('compare', () => {
  it('takes seeds as the unit where there are several, and pairs where there is one', async () => {
    const [linear, first, second] = [
      await valuesOf('x', 'linear', 1),
      await valuesOf('x', 'growing', 1),
      await valuesOf('x', 'growing', 2),
    ];
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const less = (values: Float64Array) => values.map((value, i) => value - linear[i]!);

    const bySeeds = await invokeJson(compare, ['x'], real);
    expect(bySeeds.baseline).toBe('x/linear');
    expect(
      bySeeds.groups.map(({ name, seeds, left }: { name: string; seeds: number[]; left: string[] }) => [
        name,
        seeds,
        left,
      ]),
    ).toEqual([
      ['x/linear', [], []],
      ['x/growing', [1, 2], []],
    ]);
    const run = await real.store
      .experiment('x')
      .trial(await trialOf(real.store, 'x', 'growing', 2))
      .readRun();
    expect(bySeeds.groups[1].commits).toEqual([run!.provenance.commit]);
    const summaries = await Promise.all(
      [1, 2].map(
        async (seed) =>
          (await real.store
            .experiment('x')
            .trial(await trialOf(real.store, 'x', 'growing', seed))
            .readSummary())!,
      ),
    );
    expect(bySeeds.groups[1].sets['effective-rank']).toBe(
      mean(Float64Array.from(summaries, ({ sets }) => sets['effective-rank']!)),
    );
    expect(bySeeds.groups[1].cost.flops).toBe(summaries[0]!.cost.flops);
    expect(cellOf(bySeeds, 'reprojection', 'x/growing')).toEqual({
      name: 'x/growing',
      value: tInterval([mean(first), mean(second)]),
      delta: { ...tInterval([mean(less(first)), mean(less(second))]), over: 'seeds', units: 2 },
    });
    expect(cellOf(bySeeds, 'reprojection', 'x/linear')).toMatchObject({
      value: bootstrapMean(linear, resamplesOf(8)),
      delta: null,
    });

    const byPairs = await invokeJson(compare, ['x/linear', await trialOf(real.store, 'x', 'growing', 2)], real);
    expect(cellOf(byPairs, 'reprojection', `x/${await trialOf(real.store, 'x', 'growing', 2)}`).delta).toEqual({
      ...bootstrapMean(less(second), resamplesOf(8)),
      over: 'pairs',
      units: 8,
    });
  });

  it('tells the metrics as comparison.json does', async () => {
    const told = await invokeJson(compare, ['x'], real);
    for (const { arm, metrics } of (await real.store.experiment('x').readComparison())!.arms) {
      for (const [metric, estimate] of Object.entries(metrics)) {
        if (estimate !== null) expect(cellOf(told, metric, `x/${arm}`).value, `${arm} ${metric}`).toEqual(estimate);
      }
    }
  });

  it('judges the claims of an experiment as comparison.json does, where it alone is named', async () => {
    const { claims } = await invokeJson(compare, ['x'], real);
    const [result] = (await real.store.experiment('x').readComparison())!.claims!;
    expect(claims).toEqual([
      {
        id: 'nearer',
        text: 'it comes nearer',
        test: { kind: 'better', arm: 'growing', against: 'linear', metric: { name: 'reprojection', goal: 'minimise' } },
        result,
      },
    ]);
    const { out } = await invoke(compare, ['x'], real);
    expect(out).toMatch(
      /\nclaim +ratio +p by Holm +verdict\s*\nnearer +[\d.]+ \([-\d.]+ to [\d.]+\) +[\d.e-]+ +(supported|refuted|unsettled) +it comes nearer\s*\n/,
    );
    expect((await invokeJson(compare, ['x/linear', 'growing'], real)).claims).toEqual([]);
  });

  it('leaves arms of an experiment out that were never run, and names them', async () => {
    const store = copyOf(real);
    const record = (await store.experiment('x').readExperiment())!;
    const arms = [...record.arms, { name: 'never', trained: true, settings: [], trials: ['never-0123456789ab'] }];
    await store.experiment('x').writeExperiment({ ...record, arms });
    const { groups, notes } = await invokeJson(compare, ['x'], { store });
    expect(groups.map(({ name }: { name: string }) => name)).toEqual(['x/linear', 'x/growing']);
    expect(notes).toContain('x/never: left out, because no trial has finished');
    await expect(invoke(compare, ['x/linear', 'never'], { store })).rejects.toThrow(
      'x/never: expected at least one finished trial, got none of 1',
    );
    await store.experiment('x').writeExperiment({ ...record, arms, baseline: 'never' });
    await expect(invoke(compare, ['x'], { store })).rejects.toThrow(
      'compare: expected a baseline with a finished trial, got never without; name one of linear, growing by ' +
        '--baseline',
    );
  });

  it('sets groups side by side, with only the settings that differ', async () => {
    const { code, out } = await invoke(compare, ['growing', 'x/linear'], real);
    expect(code).toBe(0);
    const rows = out.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows.slice(0, 4)).toEqual([
      ['', 'growing', 'linear'],
      ['seeds', '1, 2', '–'],
      ['path.kind', 'network', 'linear'],
      [''],
    ]);
    expect(out).toMatch(/\nreprojection at α = ½ \(lower is better\) +[\d.]+ \([\d.]+ to [\d.]+\) +[\d.]+ \(/);
    expect(out).toMatch(/\neffective-rank +[\d.]+ +[\d.]+\s*\n/);
    expect(out).toMatch(/\nMFLOP a point +[\d.]+ +0\s*\n/);
    expect(out).toMatch(/\n {2}less growing +\+?-?[\d.]+ \(-?[\d.]+ to -?[\d.]+\)/);
    expect(out).toMatch(
      /Brackets: 95 % intervals, of differences by t over 2 seeds; \*: the interval excludes 0\. Values without brackets are of all pairs together, or of one point\.\n/,
    );
  });

  it('turns signs with the baseline', async () => {
    const one = await invokeJson(compare, ['x', '--baseline', 'linear'], real);
    const other = await invokeJson(compare, ['x', '--baseline', 'x/growing'], real);
    const [a, b] = [cellOf(one, 'attraction', 'x/growing').delta!, cellOf(other, 'attraction', 'x/linear').delta!];
    expect([b.value, b.low, b.high].map((value) => -value)).toEqual(
      [a.value, a.high, a.low].map((value) => expect.closeTo(value, 12)),
    );
  });

  it('leaves trials out that have not finished, and says so', async () => {
    const store = copyOf(real);
    const id = await trialOf(store, 'x', 'growing', 2);
    await store.experiment('x').trial(id).clear();
    const { out } = await invoke(compare, ['x'], { store });
    expect(out).toContain(`x/growing: 1 trial not finished and left out: ${id}\n`);
    expect(out).toContain('by bootstrap over 8 test pairs of one seed');
    await store
      .experiment('x')
      .trial(await trialOf(store, 'x', 'growing'))
      .clear();
    await expect(invoke(compare, ['x'], { store })).rejects.toThrow(
      'compare: expected at least two arms with a finished trial, got x/linear; npx nx run experiments:x runs growing',
    );
    await expect(invoke(compare, ['x/linear', 'growing'], { store })).rejects.toThrow(
      'x/growing: expected at least one finished trial, got none of 2; npx nx run experiments:x runs them',
    );
  });

  it.each([
    [
      ['x/linear', 'other/linear'],
      'compare: expected trials that were scored on the same test pairs, got x/linear on 8 pairs at 9 α and ' +
        'other/linear on 6 pairs at 9 α',
    ],
    [['linear', 'growing'], 'linear: expected one arm or trial, got a name that 2 have: other/linear, x/linear'],
    [['x/linear'], 'compare: expected at least two arms or trials, got x/linear'],
    [[], 'compare: expected an experiment, or arms or trials'],
    [['x/groing', 'x/linear'], 'did you mean x/growing?'],
    [['x', '--baseline', 'linaer'], 'did you mean linear?'],
  ])('refuses %j', async (args, message) => {
    await expect(invoke(compare, args, real)).rejects.toThrow(message);
  });
});

describe('compare, where each seed draws pool and pairs anew', () => {
  let varied: RealStore;
  beforeAll(async () => {
    const more =
      'seeds: { list: 2, vary: [pool, pairs] }\nclaims: [{ id: nearer, text: it comes nearer, test: { kind: better, ' +
      'arm: growing, against: linear, metric: { name: reprojection } } }]';
    varied = await storeOf({ varied: tiny([LINEAR, GROWING], more), x: tiny([LINEAR]) });
  });
  afterAll(() => varied.remove());

  it('compares each seed on its own pairs, with the ratio of the page', async () => {
    const told = await invokeJson(compare, ['varied'], varied);
    expect(told.groups.map(({ seeds }: { seeds: number[] }) => seeds)).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(cellOf(told, 'reprojection', 'varied/growing').delta).toMatchObject({ over: 'seeds', units: 2 });
    const page = (await varied.store.experiment('varied').readComparison())!;
    expect(told.claims[0].result).toEqual(page.claims![0]);
    for (const { arm, metrics } of page.arms)
      expect(cellOf(told, 'reprojection', `varied/${arm}`).value).toEqual(metrics.reprojection);
    const ratios = page.arms.find(({ arm }) => arm === 'growing')!.ratios;
    expect(told.claims[0].result.ratio).toEqual(ratios.reprojection);
    expect(told.notes.join()).not.toContain('another VAE');
  });

  it('does not set a straight line beside pairs of another seed', async () => {
    const store = copyOf(varied);
    await store
      .experiment('varied')
      .trial(await trialOf(store, 'varied', 'linear', 2))
      .clear();
    const told = await invokeJson(compare, ['varied'], { store });
    expect(cellOf(told, 'reprojection', 'varied/growing').delta).toMatchObject({ over: 'pairs', units: 8 });
  });

  it('refuses an arm whose seeds share their pairs', async () => {
    await expect(invoke(compare, ['varied/growing', 'x/linear'], varied)).rejects.toThrow(
      'compare: expected trials that were scored on the same test pairs, got varied/growing on 8 pairs at 9 α and ' +
        'x/linear on 8 pairs at 9 α, of other images; compare trials with the same data, pool.test, pool.seed',
    );
  });
});

describe('differences', () => {
  const arm = (name: string, trained: boolean, trials: Record<number, number[]>): ScoredArm => ({
    name,
    trained,
    trials: Object.entries(trials).map(([seed, values]) => ({
      seed: Number(seed),
      values: { attraction: Float64Array.from(values) },
    })),
  });
  const resamples = resamplesOf(2);

  it('pairs trained trials by their seeds, and a formula with every seed', () => {
    const one = arm('one', true, { 1: [1, 3], 2: [5, 7], 3: [100, 100] });
    const two = arm('two', true, { 3: [1, 1], 2: [1, 1], 9: [0, 0] });
    expect(estimateDelta(one, two, 'attraction', resamples)).toEqual({
      ...tInterval([5, 99]),
      over: 'seeds',
      units: 2,
    });
    const formula = arm('formula', false, { 1: [1, 1] });
    expect(estimateDelta(one, formula, 'attraction', resamples)).toEqual({
      ...tInterval([1, 5, 99]),
      over: 'seeds',
      units: 3,
    });
    expect(estimateDelta(formula, two, 'attraction', resamples)).toEqual({
      ...tInterval([0, 0, 1]),
      over: 'seeds',
      units: 3,
    });
    expect(estimateDelta(formula, arm('other', false, { 1: [3, 5] }), 'attraction', resamples)).toMatchObject({
      value: -3,
      over: 'pairs',
      units: 2,
    });
  });

  it('tells none without a seed in common, or without the metric', () => {
    expect(
      estimateDelta(arm('one', true, { 1: [1, 2] }), arm('two', true, { 2: [1, 2] }), 'attraction', resamples),
    ).toBeNull();
    expect(
      estimateDelta(arm('one', true, { 1: [1, 2] }), arm('two', true, { 1: [1, 2] }), 'diversity', resamples),
    ).toBeNull();
  });

  it('names the keys that differ, and none that only arms of another sort lack', () => {
    const sheet = (trained: boolean, settings: Record<string, number>) => ({
      trained,
      settings: new Map(Object.entries(settings)),
    });
    const formula = sheet(false, { kind: 0, pool: 4 });
    expect(differingKeys([formula, sheet(true, { kind: 1, pool: 4, rate: 2 })])).toEqual(['kind']);
    expect(
      differingKeys([formula, sheet(true, { kind: 1, pool: 4, rate: 2 }), sheet(true, { kind: 1, pool: 4 })]),
    ).toEqual(['kind', 'rate']);
    expect(differingKeys([formula])).toEqual([]);
  });
});
