import { describe, expect, it } from 'vitest';
import { bestRates, exponentOf, type TriedRate } from './choose-rates.js';

const GRID = [1, 2, 4, 8, 16];
/** log L = (log η − log optimum)² + c, at a budget. */
const valley = (arm: string, budget: number, optimum: number): TriedRate[] =>
  GRID.map((value) => ({ arm, budget, value, objective: Math.exp(Math.log(value / optimum) ** 2 - 3) }));
const diverging = (rates: TriedRate[], ...values: number[]) =>
  rates.map((one) => (values.includes(one.value) ? { ...one, objective: null } : one));

describe('the best rate', () => {
  it('is the least of the grid, refined to the minimum of a valley that is quadratic in logs', () => {
    const [first, second] = bestRates([...valley('a', 100, 3.1), ...valley('a', 400, 2)]);
    expect(first).toMatchObject({ arm: 'a', budget: 100, best: 4 });
    expect(first!.refined).toBeCloseTo(3.1, 10);
    expect(second!.refined).toBeCloseTo(2, 10);
  });

  it('does not depend on the order in which rates were tried', () => {
    const tried = valley('a', 100, 3.1);
    expect(bestRates([...tried].reverse())).toEqual(bestRates(tried));
  });

  it('never is one that diverged, which bounds the grid as a worse one does', () => {
    const [best] = bestRates(diverging(valley('a', 100, 4), 4, 8, 16));
    expect(best).toEqual({ arm: 'a', budget: 100, best: 2, refined: 2 });
    const [beside] = bestRates(diverging(valley('a', 100, 4.1), 8, 16));
    expect(beside).toEqual({ arm: 'a', budget: 100, best: 4, refined: 4 });
  });

  it('is the middle one of three that are level', () => {
    const level = [1, 2, 4].map((value) => ({ arm: 'a', budget: 1, value, objective: value === 2 ? 1 - 1e-16 : 1 }));
    expect(bestRates(level)[0]!.refined).toBeCloseTo(2, 12);
  });

  it.each([
    [
      'below',
      0.4,
      'select.values: expected a grid with the best rate of every arm inside it, got the best of a at 100 points ' +
        'at its lower end, 1: add lower values',
    ],
    ['above', 30, 'the best of a at 100 points at its upper end, 16: add higher values'],
  ])('must lie inside the grid: %s', (_side, optimum, message) => {
    expect(() => bestRates([...valley('a', 100, optimum), ...valley('b', 100, 4)])).toThrow(message);
  });

  it('is nowhere where all diverged', () => {
    expect(() => bestRates(diverging(valley('a', 100, 4), ...GRID))).toThrow(
      'a at 100 points nowhere, because all diverged: add lower values',
    );
  });
});

describe('the exponent', () => {
  const at = (arm: string, budget: number, refined: number) => ({ arm, budget, best: refined, refined });

  it('is that of a power law, the mean over arms of first to last budget', () => {
    const law = (arm: string, a: number) => [100, 400, 1600].map((budget) => at(arm, budget, 3 * (budget / 100) ** -a));
    expect(exponentOf(law('x', 0.25))).toBeCloseTo(0.25, 12);
    expect(exponentOf([...law('x', 0.25), ...law('y', 0.5)])).toBeCloseTo(0.375, 12);
  });

  it('is 0 where rates would rise, and null where no arm has two budgets', () => {
    expect(exponentOf([at('x', 100, 1), at('x', 400, 2)])).toBe(0);
    expect(exponentOf([at('x', 100, 1), at('y', 400, 1)])).toBeNull();
    expect(exponentOf([at('x', 100, 2), at('x', 400, 1), at('y', 400, 1)])).toBeCloseTo(0.5, 12);
  });
});
