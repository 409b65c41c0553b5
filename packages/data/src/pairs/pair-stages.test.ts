import { buildChoice, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { exampleChoices } from '../../../../tools/testing/src/laws/example-choices.js';
import { all } from './all.js';
import { rankPair } from './pair-index.js';
import type { PairContext, PairSampler } from './pair-sampler.js';
import { pairStages } from './pair-stages.js';
import { pairSamplers } from './registry.js';

const POOL = 60;
const context = { poolSize: POOL, key: rootKey(4) };
const latentsOf = (pairs: PairSampler, from: number, count: number) =>
  new Set(Array.from({ length: count }, (_, i) => pairs.at(from + i)).flatMap(({ a, b }) => [a, b]));

describe.each(exampleChoices(pairSamplers).map((choice) => ({ told: JSON.stringify(choice), choice })))(
  'stages of $told',
  ({ choice }) => {
    const build = buildChoice<(context: PairContext) => PairSampler>(pairSamplers, choice);
    const stages = pairStages(build, context);

    it('are the sampler itself in a pool that never grew', () => {
      const same = stages.sampler(stages.next(stages.first, 1, 7));
      for (const position of [0, 7, 150]) expect(same.at(position)).toEqual(build(context).at(position));
      expect(same.distinct(150)).toBe(build(context).distinct(150));
    });

    it('make pairs of the latents of the stages before, and more', () => {
      const half = stages.next(stages.first, 0.5, 0);
      const most = stages.next(half, 0.75, 400);
      const [few, more] = [latentsOf(stages.sampler(half), 0, 400), latentsOf(stages.sampler(most), 400, 800)];
      expect([few.size, more.size]).toEqual([30, 45]);
      for (const latent of few) expect(more).toContain(latent);
      for (const { a, b, slot } of Array.from({ length: 50 }, (_, i) => stages.sampler(most).at(400 + i)))
        expect(slot).toBe(rankPair(a, b));
    });

    it('know what they leave out of the latents that they began with, and nothing after a stage before', () => {
      const half = stages.next(stages.first, 0.5, 0);
      const whole = stages.sampler(stages.first);
      expect(whole.unvisited === undefined).toBe(build(context).unvisited === undefined);
      expect(whole.unvisited?.(7, 3)).toEqual(build(context).unvisited?.(7, 3));
      expect(stages.sampler(stages.next(half, 0.75, 40)).unvisited).toBeUndefined();
      const few = stages.sampler(half);
      if (few.unvisited === undefined) return;
      const [latents, seen] = [latentsOf(few, 0, 400), new Set(Array.from({ length: 40 }, (_, i) => few.at(i).slot))];
      for (const pair of Array.from({ length: 50 }, (_, i) => few.unvisited!(40, i))) {
        expect([...latents]).toEqual(expect.arrayContaining([pair!.a, pair!.b]));
        expect(pair!.slot).toBe(rankPair(pair!.a, pair!.b));
        expect(seen).not.toContain(pair!.slot);
      }
    });

    it('go on from a stage that was kept as JSON', () => {
      const stage = stages.next(stages.next(stages.first, 0.5, 0), 0.75, 100);
      const kept: typeof stage = JSON.parse(JSON.stringify(stage));
      expect(pairStages(build, context).sampler(kept).at(130)).toEqual(stages.sampler(stage).at(130));
    });
  },
);

it('count the distinct pairs over all of them as they come out on average', () => {
  const expected: number[] = [];
  const counted: number[] = [];
  for (let seed = 0; seed < 40; seed++) {
    const stages = pairStages(all.build({}), { poolSize: 30, key: rootKey(seed) });
    const seen = new Set<number>();
    let stage = stages.first;
    let position = 0;
    for (const [share, visits] of [
      [0.4, 40],
      [0.7, 90],
      [1, 150],
    ] as const) {
      stage = stages.next(stage, share, position);
      for (const end = position + visits; position < end; position++) seen.add(stages.sampler(stage).at(position).slot);
    }
    expected.push(stages.sampler(stage).distinct(position));
    counted.push(seen.size);
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(new Set(expected).size).toBe(1);
  expect(Math.abs(mean(counted) - expected[0]!)).toBeLessThan(3);
});

it('have at least two latents', () => {
  const stages = pairStages(all.build({}), context);
  expect(stages.next(stages.first, 0.001, 0).latents).toBe(2);
});
