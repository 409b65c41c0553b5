import { expect, it } from 'vitest';
import { someSeeds } from './some-seeds.js';

it('names some of the seeds among all, in order, and nothing where it is all or none', () => {
  expect(someSeeds([2], [3, 2, 1])).toBe('seed 2 of 1, 2 and 3');
  expect(someSeeds([3, 1], [1, 2, 3])).toBe('seeds 1 and 3 of 1, 2 and 3');
  expect([someSeeds([], [1, 2]), someSeeds([1, 2], [1, 2]), someSeeds([1], [1])]).toEqual([null, null, null]);
});
