import { expect, it } from 'vitest';
import { amortisation } from './amortisation.js';
import type { Condition, ScoredArm, ScoredTrial } from './compare-arms.js';
import { estimateGap, type Oracle } from './estimate-gap.js';

const values = (reprojection: number[], attraction: number[]) => ({
  reprojection: Float64Array.from(reprojection),
  attraction: Float64Array.from(attraction),
});
const trial = (
  seed: number,
  reprojection: number[],
  attraction: number[],
  common?: ScoredTrial['values'],
): ScoredTrial => ({
  seed,
  values: values(reprojection, attraction),
  ...(common && { common: { values: common } }),
});

/** Resamples of two pairs that draw the first alone, both, or the second alone. */
const resamples = Array.from({ length: 41 }, (_, i) => Int32Array.of(i < 20 ? 0 : 1, i > 20 ? 1 : 0));
const byPairs: Condition = { kind: 'pairs', resamples };

const solver: ScoredArm = { name: 'solver', trained: false, trials: [trial(1, [1, 2], [10, 20])] };
const oracle: Oracle = { arm: solver, form: 'direct', weights: { reprojection: 2, attraction: 0.1 } };
/** Scored on two pairs at every α, and at the oracle's α again. */
const network: ScoredArm = {
  name: 'network',
  trained: true,
  trials: [trial(1, [9, 9], [9, 9], values([2, 4], [20, 20]))],
};

it('is the total loss above the oracle’s, with its weights, on the pairs and α of the oracle', () => {
  // 2·(2 − 1) + 0.1·(20 − 10) = 3 and 2·(4 − 2) + 0.1·(20 − 20) = 4.
  const { value, low, high } = estimateGap(network, oracle, byPairs)!;
  expect(value).toBe(3.5);
  expect(low).toBeCloseTo(3, 6);
  expect(high).toBeCloseTo(4, 6);
});

it('takes its interval over seeds from the gap of each', () => {
  const bySeeds: Condition = { kind: 'seeds', resamples };
  const seeds: ScoredArm = {
    name: 'seeds',
    trained: true,
    trials: [trial(1, [2, 4], [20, 20]), trial(2, [3, 5], [20, 20])],
  };
  const { value, low, high } = estimateGap(seeds, oracle, bySeeds)!;
  expect(value).toBe(4.5); // 3.5 and 5.5
  expect(high - value).toBeCloseTo(12.7062, 3); // t quantile 0.975 with 1 degree of freedom, times √2/√2
  expect(value - low).toBeCloseTo(12.7062, 3);
});

it('tells of every oracle the arms in the order of their gaps, and says of nothing where there is none', () => {
  const far: ScoredArm = { name: 'far', trained: true, trials: [trial(1, [5, 5], [20, 20])] };
  const unfinished: ScoredArm = { name: 'unfinished', trained: true, trials: [] };
  const [verdict, ...others] = amortisation([far, unfinished, solver, network], [oracle], byPairs);
  expect(others).toEqual([]);
  expect(verdict!.arm).toBe('solver');
  expect(verdict!.text).toMatch(
    /mean of 2·reprojection \+ 0\.1·attraction above that of solver.*its ends optimised, too.*: network 3\.50 \(3\.00 to 4\.00\) and far 7\.50/,
  );
  expect(amortisation([unfinished, solver], [oracle], byPairs)).toEqual([]);
  expect(amortisation([network], [], byPairs)).toEqual([]);
});
