import { expect, it } from 'vitest';
import type { ScoredArm } from './compare-arms.js';
import { standingsAt } from './standings.js';

/** An arm whose objective on four pairs is near the level of each seed. */
function arm(name: string, bySeed: Readonly<Record<number, number>>): { curve: string; arm: ScoredArm } {
  const trials = Object.entries(bySeed).map(([seed, level]) => {
    const points = {
      pairs: 8,
      alphas: [0, 1],
      values: Float64Array.from({ length: 16 }, (_, i) => level * (1 + 0.1 * (i % 5))),
    };
    return { seed: Number(seed), values: {}, objective: { own: points, common: points } };
  });
  return { curve: name, arm: { name: `${name}-64`, trained: true, trials } };
}

it('orders arms by ratios within seeds, whatever level a seed has', () => {
  // The means are 5.5 and 5.4; with two seeds of three b has more.
  const a = arm('a', { 1: 1, 2: 10, 3: 5.5 });
  const b = arm('b', { 1: 1.2, 2: 9.2, 3: 5.8 });
  const { seeds, arms } = standingsAt(64, [b, a])!;
  expect(seeds).toEqual([1, 2, 3]);
  expect(arms.map(({ curve }) => curve)).toEqual(['a', 'b']);
  expect(arms[0]!.toBest).toBeNull();
  expect(arms[1]!.toBest).toMatchObject({ value: expect.closeTo((1.2 * 0.92 * (5.8 / 5.5)) ** (1 / 3), 9), units: 3 });
});

it('compares over the seeds that all have: an arm with another seed is no better for its level', () => {
  const { seeds, arms } = standingsAt(64, [arm('one', { 1: 0.811 }), arm('two', { 1: 0.74, 2: 0.92 })])!;
  expect(seeds).toEqual([1]);
  expect(arms.map(({ curve }) => curve)).toEqual(['two', 'one']);
  expect(arms[1]!.toBest).toMatchObject({ value: expect.closeTo(0.811 / 0.74, 9), over: 'pairs', units: 8 });
});

it('leaves out an arm that has no seed of the others, and is not there where nothing has finished', () => {
  const { seeds, arms } = standingsAt(64, [arm('a', { 1: 1 }), arm('b', { 2: 0.1 }), arm('c', { 1: 2 })])!;
  expect(seeds).toEqual([1]);
  expect(arms.map(({ curve }) => curve)).toEqual(['a', 'c']);
  expect(standingsAt(64, [])).toBeNull();
});
