import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPairs, rankPair, unrankPair } from './pair-index.js';

const LARGEST_POOL = 47_000_000;

describe('pair index', () => {
  it('numbers the pairs of a small pool 0 … N(N−1)/2 − 1, each once', () => {
    const pairs = Array.from({ length: countPairs(40) }, (_, index) => unrankPair(index));
    expect(pairs.every(([a, b]) => a < b && b < 40)).toBe(true);
    expect(pairs.map(([a, b]) => rankPair(b, a))).toEqual(pairs.map((_, index) => index));
  });

  it('is exact up to the last pair of the largest pool', () => {
    const exact = (index: number) => {
      const [a, b] = unrankPair(index);
      expect(0 <= a && a < b && b < LARGEST_POOL).toBe(true);
      expect((BigInt(b) * (BigInt(b) - 1n)) / 2n + BigInt(a)).toBe(BigInt(index));
      expect(rankPair(a, b)).toBe(index);
    };
    fc.assert(fc.property(fc.integer({ min: 0, max: countPairs(LARGEST_POOL) - 1 }), exact));
    // Where the square root lands on either side of an integer: the ends of the rows.
    fc.assert(
      fc.property(fc.integer({ min: 2, max: LARGEST_POOL - 1 }), (row) => {
        for (const offset of [-1, 0, 1]) exact((row * (row - 1)) / 2 + offset);
      }),
    );
    for (let row = LARGEST_POOL - 2_000; row < LARGEST_POOL; row++) {
      expect(unrankPair((row * (row - 1)) / 2 - 1)).toEqual([row - 2, row - 1]);
      expect(unrankPair((row * (row - 1)) / 2)).toEqual([0, row]);
    }
    expect(unrankPair(0)).toEqual([0, 1]);
    expect(unrankPair(countPairs(LARGEST_POOL) - 1)).toEqual([LARGEST_POOL - 2, LARGEST_POOL - 1]);
  });

  it('refuses pools without pairs, and pools too large to number', () => {
    for (const size of [1, 2.5, LARGEST_POOL + 1]) expect(() => countPairs(size)).toThrow(/pool size: expected/);
  });
});
