import { expect, it } from 'vitest';
import { atLargestBudget } from './largest-budget.js';

const trial = { seed: 1, values: {} };
const record = (name: string, curve?: { arm: string; budget: number }) => ({
  name,
  trained: curve !== undefined,
  settings: [],
  trials: [],
  ...(curve && { curve }),
});
const arms = [
  record('linear'),
  record('a-1', { arm: 'a', budget: 1 }),
  record('a-4', { arm: 'a', budget: 4 }),
  record('b-1', { arm: 'b', budget: 1 }),
  record('b-4', { arm: 'b', budget: 4 }),
];

it('keeps of each curve the largest budget that has finished, and what is on none', () => {
  const scored = (unfinished: readonly string[]) =>
    arms.map(({ name, trained }) => ({ name, trained, trials: unfinished.includes(name) ? [] : [trial] }));
  const kept = (...unfinished: string[]) => atLargestBudget({ arms }, scored(unfinished)).map(({ name }) => name);
  expect(kept()).toEqual(['linear', 'a-4', 'b-4']);
  expect(kept('b-4')).toEqual(['linear', 'a-4', 'b-1']);
  expect(kept('b-1', 'b-4')).toEqual(['linear', 'a-4']);
});
