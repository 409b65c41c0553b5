import { buildChoice, rootKey } from '@latent-paths/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleChoices } from '../../../../tools/testing/src/laws/example-choices.js';
import { countPairs, rankPair } from './pair-index.js';
import { holdWithin } from '../../../../tools/testing/src/laws/hold-within.js';
import type { Pair, PairContext, PairSampler } from './pair-sampler.js';
import { pairSamplers } from './registry.js';

const sampler = (choice: { readonly kind: string; readonly count?: number }, poolSize: number, seed = 1): PairSampler =>
  buildChoice<(context: PairContext) => PairSampler>(pairSamplers, choice)({ poolSize, key: rootKey(seed) });
const visit = (pairs: PairSampler, from: number, count: number): Pair[] =>
  Array.from({ length: count }, (_, i) => pairs.at(from + i));
const slots = (pairs: readonly Pair[]) => pairs.map(({ slot }) => slot);
const sorted = (numbers: readonly number[]) => [...numbers].sort((x, y) => x - y);

describe('all', () => {
  it('visits every unordered pair exactly once in each epoch, each epoch in another order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 25 }), fc.nat(), (poolSize, seed) => {
        const pairs = sampler({ kind: 'all' }, poolSize, seed);
        const every = Array.from({ length: countPairs(poolSize) }, (_, i) => i);
        expect(sorted(slots(visit(pairs, 0, pairs.total)))).toEqual(every);
        expect(sorted(slots(visit(pairs, 3 * pairs.total, pairs.total)))).toEqual(every);
      }),
    );
    const pairs = sampler({ kind: 'all' }, 20);
    expect(slots(visit(pairs, 0, 190))).not.toEqual(slots(visit(pairs, 190, 190)));
  });

  it('holds no more than a cursor at 10^12 pairs, and does not repeat there', () => {
    const pairs = sampler({ kind: 'all' }, 1_414_215);
    expect(pairs.total).toBeGreaterThan(1e12);
    const seen = new Set([
      ...slots(visit(pairs, 0, 2_000)),
      ...slots(visit(pairs, 5e11, 2_000)),
      ...slots(visit(pairs, pairs.total - 2_000, 2_000)),
    ]);
    expect(seen.size).toBe(6_000);
    expect(visit(pairs, pairs.total - 1, 2).every(({ a, b }) => a !== b && Math.max(a, b) < 1_414_215)).toBe(true);
  });
});

describe('fixed', () => {
  it('visits the same distinct pairs in every epoch, each in its own direction', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 30 }),
        fc.nat(),
        fc.integer({ min: 1, max: 3 }),
        (poolSize, seed, count) => {
          const pairs = sampler({ kind: 'fixed', count }, poolSize, seed);
          const bySlot = (epoch: number) => visit(pairs, epoch * count, count).sort((x, y) => x.slot - y.slot);
          expect(new Set(slots(bySlot(0))).size).toBe(count);
          expect(bySlot(4)).toEqual(bySlot(0));
        },
      ),
    );
  });

  it('grows: the pairs of a smaller count are among those of a larger one, and all of them are the pool’s', () => {
    const set = (count: number) => new Set(slots(visit(sampler({ kind: 'fixed', count }, 50), 0, count)));
    expect([...set(30)].every((slot) => set(300).has(slot))).toBe(true);
    expect(set(countPairs(50)).size).toBe(countPairs(50));
  });

  it('refuses more pairs than there are', () => {
    expect(() => sampler({ kind: 'fixed', count: 46 }, 10)).toThrow(/at most 45, the pairs of 10 latents, got 46/);
  });
});

describe('fresh', () => {
  it('draws all ordered pairs alike', () => {
    const draws = 12_000;
    const counts = new Map<string, number>();
    for (const { a, b } of visit(sampler({ kind: 'fresh' }, 6), 0, draws))
      counts.set(`${a},${b}`, (counts.get(`${a},${b}`) ?? 0) + 1);
    expect(counts.size).toBe(30);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 400) ** 2 / 400, 0);
    expect(chiSquare).toBeLessThan(58.3); // 99.9 % of χ² with 29 degrees of freedom
  });

  it('expects as many distinct pairs as it draws on average', () => {
    const runs = 40;
    let distinct = 0;
    for (let seed = 0; seed < runs; seed++)
      distinct += new Set(slots(visit(sampler({ kind: 'fresh' }, 30, seed), 0, 500))).size;
    expect(distinct / runs / sampler({ kind: 'fresh' }, 30).distinct(500)).toBeCloseTo(1, 1);
    expect(sampler({ kind: 'fresh' }, 2).distinct(7)).toBe(1);
  });
});

// What every sampler owes, so that a new one is tested unasked: examples must suit a pool of 60.
describe.each(exampleChoices(pairSamplers).map((choice) => ({ told: JSON.stringify(choice), choice })))(
  '$told',
  ({ told, choice }) => {
    const pairs = sampler(choice, 60);

    it('is a function of the position: resumed anywhere, it goes on as if unbroken', () => {
      const whole = visit(pairs, 0, 400);
      expect(visit(sampler(choice, 60), 150, 250)).toEqual(whole.slice(150));
      expect([...visit(pairs, 0, 400).keys()].reverse().map((i) => pairs.at(i))).toEqual([...whole].reverse());
      expect(slots(visit(sampler(choice, 60, 2), 0, 400))).not.toEqual(slots(whole));
    });

    it('gives two different rows of the pool, and the index of their unordered pair', () => {
      visit(pairs, 0, 2_000).forEach(({ a, b, slot }, position) => {
        const where = `${told} at position ${position}`;
        for (const row of [a, b]) holdWithin(`${where}: row`, row, [0, 59]);
        expect([a, b].every(Number.isInteger), `${where}: rows ${a}, ${b} are whole`).toBe(true);
        expect(a, `${where}: two rows`).not.toBe(b);
        expect(slot, `${where}: index of {${a}, ${b}}`).toBe(rankPair(a, b));
      });
    });

    it('goes both ways alike', () => {
      const upwards = new Map(visit(pairs, 0, 1_700).map(({ a, b, slot }) => [slot, a < b]));
      const rising = [...upwards.values()].filter(Boolean).length;
      const half = upwards.size / 2;
      const chance = 3.3 * Math.sqrt(upwards.size / 4); // 99.9 %
      holdWithin(`pairs of ${told} from the lower row to the higher`, rising, [half - chance, half + chance]);
    });

    it('counts the distinct pairs of what it visits', () => {
      expect(pairs.distinct(0)).toBe(0);
      expect(pairs.distinct(1e9)).toBeCloseTo(pairs.total, 6);
      for (const n of [10, 99, 400]) {
        const seen = new Set(slots(visit(pairs, 0, n))).size;
        const expected = pairs.distinct(n);
        // A count that is no whole number is an expectation.
        const slack = Number.isInteger(expected) ? 0 : 5 * Math.sqrt(n / 10);
        holdWithin(`distinct pairs of ${told} in ${n} visits`, seen, [expected - slack, expected + slack]);
      }
    });

    it('knows each of the pairs that it leaves out, once, or none of them', () => {
      const { unvisited } = pairs;
      if (unvisited === undefined) return;
      for (const n of [0, 10, 99, 1_700, 1_770, 4_000]) {
        const seen = new Set(slots(visit(pairs, 0, n)));
        const left: Pair[] = [];
        for (let pair = unvisited(n, 0); pair !== null; pair = unvisited(n, left.length)) left.push(pair);
        expect(left.filter(({ slot }) => seen.has(slot))).toEqual([]);
        expect(new Set(slots(left)).size).toBe(left.length);
        for (const { a, b, slot } of left) expect(slot).toBe(rankPair(a, b));
        // A sampler that can visit all pairs leaves out those that it has not; another one those outside its set, at
        // least.
        const outside = countPairs(60) - pairs.total;
        expect(left.length).toBe(outside > 0 ? outside : Math.max(0, pairs.total - n));
      }
    });
  },
);
