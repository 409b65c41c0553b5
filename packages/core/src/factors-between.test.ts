import { expect, it } from 'vitest';
import type { Factor } from './factor.js';
import { factorsBetween } from './factors-between.js';

const FACTORS: readonly Factor[] = [
  { name: 'shape', kind: 'categorical', range: [0, 2], categories: ['circle', 'square', 'triangle'] },
  { name: 'hue', kind: 'circular', range: [0, 1] },
  { name: 'x', kind: 'linear', range: [0, 1] },
  { name: 'turn', kind: 'circular', range: [0, 12], folds: [Infinity, 4, 3] },
];

it('goes straight on lines, the short way on circles, and modulo the symmetry of a figure', () => {
  const ends = { a: [1, 0.9, 0.2, 2.5], b: [1, 0.1, 0.6, 11.5] };
  const middle = factorsBetween(FACTORS, ends, 0.5);
  expect(middle[0]).toBe(1);
  expect(middle[1]).toBeCloseTo(1, 12); // 0.9 → 1.1, not back to 0.1
  expect(middle[2]).toBeCloseTo(0.4, 12);
  expect(middle[3]).toBeCloseTo(2.5, 12); // 9 is three quarter turns: the same square
});

it('begins and ends with the factors of the two images, and switches category and fold at the middle', () => {
  const ends = { a: [1, 0.2, 0.1, 1], b: [2, 0.4, 0.3, 2] };
  expect([...factorsBetween(FACTORS, ends, 0)]).toEqual(ends.a);
  factorsBetween(FACTORS, ends, 1).forEach((value, i) => expect(value).toBeCloseTo(ends.b[i]!, 12));
  expect(factorsBetween(FACTORS, ends, 0.49)[3]).toBe(1);
  expect([factorsBetween(FACTORS, ends, 0.5)[0], factorsBetween(FACTORS, ends, 0.5)[3]]).toEqual([2, 2]);
});

it('leaves a circle as it is', () => {
  expect(factorsBetween(FACTORS, { a: [0, 0, 0, 3], b: [0, 0, 0, 7] }, 0.7)[3]).toBe(3);
});
