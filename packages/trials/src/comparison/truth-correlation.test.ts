import { drawResamples, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import type { Condition, ScoredArm } from './compare-arms.js';
import { correlationWithin } from './correlation-within.js';
import { truthCorrelation } from './truth-correlation.js';

const PAIRS = 6;
const condition: Condition = { kind: 'pairs', resamples: drawResamples(rootKey(1), PAIRS, 200) };

/** An arm with so much reprojection error at α = ½, pair by pair, and so far from true images there. */
function arm(name: string, error: readonly number[], distance: readonly number[], seeds = [1], vae = 'a'): ScoredArm {
  const values = { 'reprojection-half': Float64Array.from(error) };
  const truth = { values: { 'true-distance-half': Float64Array.from(distance) }, pairs: distance.length, alphas: 17 };
  return { name, trained: true, trials: seeds.map((seed) => ({ seed, values, truth, vae })) };
}

const rising = [1, 2, 3, 4, 5, 6];
const falling = [...rising].reverse();

describe('within an arm', () => {
  it('is 1 where the pairs of more error are those farther from the truth, −1 where they are the nearer ones', () => {
    expect(correlationWithin(arm('a', rising, rising), condition)).toEqual({
      value: expect.closeTo(1, 12),
      low: expect.closeTo(1, 12),
      high: expect.closeTo(1, 12),
    });
    expect(correlationWithin(arm('a', rising, falling), condition)!.value).toBeCloseTo(-1, 12);
  });

  it('is over the pairs that ground truth is of, which are the first', () => {
    expect(correlationWithin(arm('a', [1, 2, 3, 9, 8, 7], [10, 20, 30]), condition)!.value).toBeCloseTo(1, 12);
  });

  it('is Student’s mean over seeds where there are several', () => {
    expect(correlationWithin(arm('a', rising, falling, [1, 2, 3]), { ...condition, kind: 'seeds' })).toEqual({
      value: expect.closeTo(-1, 12),
      low: expect.closeTo(-1, 12),
      high: expect.closeTo(-1, 12),
    });
  });

  it('is null where the factors are not known', () => {
    const { truth: _, ...trial } = arm('a', rising, rising).trials[0]!;
    expect(correlationWithin({ name: 'a', trained: true, trials: [trial] }, condition)).toBeNull();
  });
});

describe('truthCorrelation', () => {
  const shifted = (by: number, truer: number, vae?: string) =>
    arm(
      `arm-${by}`,
      rising.map((value) => value + by),
      rising.map((value) => value + truer),
      [1],
      vae,
    );

  it('tells ρ between the arms’ means from four arms on', () => {
    expect(
      truthCorrelation(
        [1, 2, 3].map((by) => shifted(by, -by)),
        condition,
      )[0]!.text,
    ).not.toMatch(/between/);
    expect(
      truthCorrelation(
        [1, 2, 3, 4].map((by) => shifted(by, -by)),
        condition,
      )[0]!.text,
    ).toMatch(/arm-4 1\.00 .*; between the means of the 4 arms −1\.00\.$/);
  });

  it('holds those means against each other that are of one VAE', () => {
    const arms = [1, 2, 3, 4]
      .map((by) => shifted(by, -by))
      .concat(
        [5, 6, 7, 8].map((by) => shifted(by, by, 'b')),
        [shifted(9, 0, 'c')],
      );
    expect(truthCorrelation(arms, condition)[0]!.text).toMatch(
      /; between the means of the 4 arms on the VAE of arm-1 −1\.00 and the 4 arms on the VAE of arm-5 1\.00\.$/,
    );
  });

  it('says nothing of images whose factors are not known', () => {
    expect(truthCorrelation([{ name: 'a', trained: false, trials: [] }], condition)).toEqual([]);
  });
});
