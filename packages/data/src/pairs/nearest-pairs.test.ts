import { rootKey, uniformAt } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { all } from './all.js';
import { fixed } from './fixed.js';
import { nearestPairs } from './nearest-pairs.js';
import type { Pair } from './pair-sampler.js';

/** 40 latents of two numbers each. */
const latent = (row: number) => [uniformAt(rootKey(9), 2 * row), uniformAt(rootKey(9), 2 * row + 1)];
const pool = { latentSize: 2, gather: (rows: Int32Array, out: Float32Array) => out.set([...rows].flatMap(latent)) };
const length = ({ a, b }: Pair) => Math.hypot(latent(a)[0]! - latent(b)[0]!, latent(a)[1]! - latent(b)[1]!);
const pairs = all.build({})({ poolSize: 40, key: rootKey(1) });
const nearest = (candidates: number) => nearestPairs({ pairs, candidates, pool });
const visit = (candidates: number, count: number) => Array.from({ length: count }, (_, i) => nearest(candidates).at(i));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

it('takes the nearest of its candidates, and is the sampler itself with one', () => {
  expect(nearest(1)).toBe(pairs);
  const [chosen] = visit(4, 1);
  const rivals = [0, 195, 390, 585].map((position) => pairs.at(position));
  expect(rivals).toContainEqual(chosen);
  expect(length(chosen!)).toBe(Math.min(...rivals.map(length)));
});

it('prefers nearer pairs the more candidates there are', () => {
  const lengths = [1, 2, 4, 8].map((candidates) => mean(visit(candidates, 90).map(length)));
  expect([...lengths].sort((x, y) => y - x)).toEqual(lengths);
  expect(lengths[3]! / lengths[0]!).toBeLessThan(0.5);
});

it('repeats no pair while fewer than a part of the epoch is visited, and says so', () => {
  const slots = new Set(visit(8, 97).map(({ slot }) => slot));
  expect(slots.size).toBe(97);
  expect(nearest(8).distinct(97)).toBe(97);
});

it('stays with the pairs of a fixed set', () => {
  const few = fixed.build({ count: 10 })({ poolSize: 40, key: rootKey(3) });
  const set = new Set(Array.from({ length: 10 }, (_, i) => few.at(i).slot));
  const drawn = nearestPairs({ pairs: few, candidates: 16, pool });
  for (let position = 0; position < 50; position++) expect(set).toContain(drawn.at(position).slot);
});

it('does not know what it leaves out where pairs compete', () => {
  expect(nearest(1).unvisited).toBeDefined();
  expect(nearest(2).unvisited).toBeUndefined();
});

it('refuses no candidates', () => {
  expect(() => nearest(0)).toThrow(/at least 1 candidate, got 0/);
});
