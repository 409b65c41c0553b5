import { expect, it } from 'vitest';
import { batchVariance } from './batch-variance.js';

const variances = { pair: 2, alpha: 3, interaction: 5 };
const of = (alphas: 'independent' | 'stratified' | 'grid', perPair: number, withinCell = 8) =>
  batchVariance({ variances, points: 16, perPair, alphas, withinCell });

it('of independent α is (K·σ²_p + σ²_a + σ²_pa)/n: least for one α a pair', () => {
  expect([1, 4, 16].map((K) => of('independent', K))).toEqual([10 / 16, 16 / 16, 40 / 16]);
});

it('of one α a pair, or of cells as wide as the path, is that of independent α', () => {
  expect(of('grid', 1)).toBe(of('independent', 1));
  for (const K of [1, 4, 16]) expect(of('stratified', K)).toBeCloseTo(of('independent', K), 12);
});

it('falls with the cells: the grid takes the interaction too, strata only what their number leaves', () => {
  expect(of('grid', 4, 8 / 16)).toBe((8 + 0.5) / 16);
  expect(of('stratified', 1, 0)).toBe((2 + 5) / 16);
  expect(of('stratified', 4, 0)).toBeCloseTo((8 + 5 * (1 - 3 / 15)) / 16, 12);
});

it('with all α of a batch on one pair is the same, stratified and on a grid', () => {
  expect(of('stratified', 16, 0.3)).toBeCloseTo(of('grid', 16, 0.3), 12);
});

it('is refused where it is not defined', () => {
  expect(() => of('grid', 3)).toThrow('got 16 points with 3 α per pair');
  expect(() =>
    batchVariance({
      variances: { pair: 1, alpha: 0, interaction: 0 },
      points: 4,
      perPair: 1,
      alphas: 'stratified',
      withinCell: 0,
    }),
  ).toThrow('expected gradients that vary with α');
});
