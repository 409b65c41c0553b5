import { rootKey, split } from '@latent-paths/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation } from './permutation.js';

const keys = fc.nat().map(rootKey);

describe('permutation', () => {
  it('is a bijection of 0 … n−1, undone by its inverse', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 400 }), (key, size) => {
        const shuffle = permutation(key, size);
        const images = Array.from({ length: size }, (_, i) => shuffle.at(i));
        expect([...images].sort((x, y) => x - y)).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(images.map(shuffle.inverse)).toEqual(Array.from({ length: size }, (_, i) => i));
      }),
    );
  });

  it('stays exact and invertible up to 2^50', () => {
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 1, max: 2 ** 50 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (key, size, where) => {
          const shuffle = permutation(key, size);
          for (const index of [0, Math.floor(where * size), size - 1]) {
            const image = shuffle.at(index);
            expect(Number.isInteger(image) && image >= 0 && image < size).toBe(true);
            expect(shuffle.inverse(image)).toBe(index);
          }
        },
      ),
    );
  });

  it('spreads every pair of neighbours over all ordered pairs of images, alike to within chance', () => {
    const size = 6;
    const draws = 12_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const shuffle = permutation(split(rootKey(3), i), size);
      const images = `${shuffle.at(2)},${shuffle.at(3)}`;
      counts.set(images, (counts.get(images) ?? 0) + 1);
    }
    const expected = draws / 30;
    expect(counts.size).toBe(30);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(58.3); // 99.9 % of χ² with 29 degrees of freedom
  });

  it('refuses what lies outside', () => {
    expect(() => permutation(rootKey(1), 0)).toThrow(/size in 1/);
    expect(() => permutation(rootKey(1), 5).at(5)).toThrow(/index in 0 … 4, got 5/);
    expect(() => permutation(rootKey(1), 5).inverse(-1)).toThrow(/got -1/);
  });
});
