import { expect, it } from 'vitest';
import { amortisationGap, pointTotals } from './amortisation-gap.js';

const terms = { reprojection: Float32Array.of(4, 2), attraction: Float32Array.of(1, 8), unused: [1, 1, 1] };

it('totals weigh the terms of each point', () => {
  expect([...pointTotals(terms, { reprojection: 1, attraction: 0.5 })]).toEqual([4.5, 6]);
  expect(() => pointTotals(terms, { reprojection: 1, critic: 1 })).toThrow(
    /expected the term critic, got reprojection, attraction, unused/,
  );
  expect(() => pointTotals(terms, { reprojection: 1, unused: 1 })).toThrow(/of one length, got 2, 3/);
  expect(() => pointTotals(terms, {})).toThrow(/got none/);
});

it('the gap is the difference point by point', () => {
  expect([...amortisationGap([4.5, 6, 1], [4, 6, 1.5])]).toEqual([0.5, 0, -0.5]);
  expect(() => amortisationGap([1], [1, 2])).toThrow(/same points/);
});

it('the oracle of the linear VAE has no gap to the closed form, and every other point has one', () => {
  // P = diag(s), z* = λẑ/(λ + (1 − s)²): the minimum of (1 − s)²z² + λ(z − ẑ)².
  const [s, lambda, linear] = [0.3, 0.1, 2];
  const total = (z: number) =>
    pointTotals(
      { reprojection: [((1 - s) * z) ** 2], attraction: [(z - linear) ** 2] },
      { reprojection: 1, attraction: lambda },
    )[0]!;
  const best = (lambda * linear) / (lambda + (1 - s) ** 2);
  for (const away of [-0.5, -0.01, 0.01, 0.5]) {
    expect(amortisationGap([total(best + away)], [total(best)])[0]).toBeCloseTo(
      (lambda + (1 - s) ** 2) * away ** 2,
      10,
    );
  }
});
