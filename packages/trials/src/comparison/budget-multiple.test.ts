import { expect, it } from 'vitest';
import { budgetMultiple } from './budget-multiple.js';

const budgets = [100, 400, 1600];
/** L = C^(−½): a straight line in logs. */
const reference = (budget: number) => budget ** -0.5;

it('is the factor between two power laws, wherever they are read', () => {
  for (const budget of [400, 1600]) {
    const own = 2 ** 0.5 * budget ** -0.5; // what the reference reaches with half of it
    expect(budgetMultiple({ budgets, budget, own, reference })).toBeCloseTo(2, 10);
  }
});

it('is 1 for the reference itself, at its ends too', () => {
  for (const budget of budgets)
    expect(budgetMultiple({ budgets, budget, own: reference(budget), reference })).toBeCloseTo(1, 10);
});

it('is not told beyond the ends of the reference, nor where a budget of it is missing all along', () => {
  expect(budgetMultiple({ budgets, budget: 100, own: 0.2, reference })).toBeNull();
  expect(budgetMultiple({ budgets, budget: 1600, own: 0.02, reference })).toBeNull();
  expect(budgetMultiple({ budgets, budget: 400, own: 0.05, reference: () => null })).toBeNull();
  expect(budgetMultiple({ budgets, budget: 400, own: null, reference })).toBeNull();
});

it('reads across a budget that the reference was not trained with', () => {
  const holed = (budget: number) => (budget === 400 ? null : reference(budget));
  expect(budgetMultiple({ budgets, budget: 1600, own: 400 ** -0.5, reference: holed })).toBeCloseTo(4, 10);
});
