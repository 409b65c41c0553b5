import type { Estimate } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import {
  conditionOf,
  estimateMetric,
  estimateRatio,
  meanOf,
  sharedSeed,
  withSeed,
  type Condition,
  type ScoredArm,
} from './compare-arms.js';

/** An arm whose value of `reprojection`, pair by pair, is given for each seed. */
function arm(name: string, trained: boolean, bySeed: Readonly<Record<number, number[]>>): ScoredArm {
  const trials = Object.entries(bySeed).map(([seed, values]) => ({
    seed: Number(seed),
    values: { reprojection: Float64Array.from(values) },
  }));
  return { name, trained, trials };
}

/**
 * Resamples of two pairs, most of the first alone or the second alone: the ends of every interval are the two pairs'
 * own.
 */
const resamples = Array.from({ length: 41 }, (_, i) => Int32Array.of(i < 20 ? 0 : 1, i > 20 ? 1 : 0));
const byPairs: Condition = { kind: 'pairs', resamples };
const bySeeds: Condition = { kind: 'seeds', resamples };
/** t quantile 0.975 with 2 degrees of freedom (any table). */
const T2 = 4.302653;

/** An interval's ends are found by halving. */
const near = (value: number, low: number, high: number): Estimate => ({
  value,
  low: expect.closeTo(low, 5),
  high: expect.closeTo(high, 5),
});

const linear = arm('linear', false, { 1: [4, 12] });
const one = arm('one', true, { 1: [1, 3] });
const three = arm('three', true, { 1: [0, 2], 2: [1, 3], 3: [2, 4] });

describe('conditionOf', () => {
  it('takes intervals from the seeds where every trained arm has two finished trials, else from the pairs', () => {
    expect(conditionOf([linear, three], resamples).kind).toBe('seeds');
    expect(conditionOf([linear, three, one], resamples).kind).toBe('pairs');
    expect(conditionOf([three, arm('never run', true, {})], resamples).kind).toBe('seeds');
    expect(conditionOf([arm('never run', true, {})], resamples).kind).toBe('pairs');
    expect(conditionOf([linear], resamples).kind).toBe('pairs');
    const drawn = { ...arm('a trial a seed', false, { 1: [1, 1], 2: [2, 2] }), varied: true };
    expect(conditionOf([drawn], resamples).kind).toBe('seeds');
    expect(conditionOf([drawn, one], resamples).kind).toBe('pairs');
  });
});

describe('the one seed of a comparison', () => {
  it('is the one that most arms have finished, so that no arm stands with a seed of its own', () => {
    const other = arm('other', true, { 2: [3, 3] });
    expect(sharedSeed([linear, one, three])).toBe(1);
    expect(sharedSeed([linear, three, other])).toBe(2);
    expect(sharedSeed([arm('never run', true, {})])).toBeNull();
    expect([linear, one, three, other].map((each) => withSeed(each, 2).trials.map(({ seed }) => seed))).toEqual([
      [1],
      [],
      [2],
      [2],
    ]);
  });
});

describe('estimateMetric', () => {
  it('is the mean over pairs with the bootstrap’s interval', () => {
    expect(estimateMetric(one, 'reprojection', byPairs)).toEqual(near(2, 1, 3));
    expect(estimateMetric(three, 'reprojection', byPairs)).toEqual(near(1, 0, 2)); // its first seed
  });

  it('is the mean over seeds with Student’s interval, and beside it an arm that trains nothing keeps its pairs', () => {
    const { value, low, high } = estimateMetric(three, 'reprojection', bySeeds)!;
    expect(value).toBe(2);
    expect([low, high]).toEqual([expect.closeTo(2 - T2 / Math.sqrt(3), 5), expect.closeTo(2 + T2 / Math.sqrt(3), 5)]);
    expect(estimateMetric(linear, 'reprojection', bySeeds)).toEqual(near(8, 4, 12));
  });

  it('is null where one of its seeds does not define the metric: a mean over the others is of other seeds', () => {
    const [first, ...others] = three.trials;
    const partly = { ...three, trials: [{ ...first!, values: {} }, ...others] };
    expect(estimateMetric(partly, 'reprojection', bySeeds)).toBeNull();
    expect(meanOf(partly, 'reprojection', bySeeds)).toBeNull();
  });

  it('is null where the arm does not define the metric or has no finished trial', () => {
    expect(estimateMetric(one, 'diversity', byPairs)).toBeNull();
    expect(estimateMetric(arm('unfinished', true, {}), 'reprojection', byPairs)).toBeNull();
  });
});

describe('meanOf', () => {
  it('is what the estimate is of, without its interval', () => {
    for (const condition of [byPairs, bySeeds])
      for (const of of [linear, one, three])
        expect(meanOf(of, 'reprojection', condition)).toBe(estimateMetric(of, 'reprojection', condition)!.value);
    expect(meanOf(one, 'diversity', byPairs)).toBeNull();
  });
});

describe('estimateRatio', () => {
  it('pairs the pairs: each resample draws the same ones on both sides', () => {
    expect(estimateRatio(linear, one, 'reprojection', byPairs)).toEqual({ value: 4, low: 4, high: 4 });
    expect(estimateRatio(arm('other', true, { 1: [3, 3] }), one, 'reprojection', byPairs)).toEqual(near(1.5, 1, 3));
  });

  it('pairs the seeds, in whatever order they stand', () => {
    const a = {
      name: 'a',
      trained: true,
      trials: [...arm('a', true, { 1: [2, 2], 2: [2.2, 2.2], 3: [1, 1] }).trials].reverse(),
    };
    expect(
      estimateRatio(a, arm('b', true, { 1: [1, 1], 2: [1.1, 1.1], 9: [100, 100] }), 'reprojection', bySeeds),
    ).toEqual(near(2, 2, 2));
  });

  it('holds an arm that trains nothing beside every seed of the other', () => {
    const { value, low, high } = estimateRatio(three, linear, 'reprojection', bySeeds)!;
    expect(value).toBe(2 / 8);
    expect([low, high]).toEqual([
      expect.closeTo((2 - T2 / Math.sqrt(3)) / 8, 5),
      expect.closeTo((2 + T2 / Math.sqrt(3)) / 8, 5),
    ]);
    expect(
      estimateRatio(linear, arm('even', true, { 1: [3, 3], 2: [4, 4], 3: [5, 5] }), 'reprojection', bySeeds)!.value,
    ).toBe(8 / 4);
  });

  it('holds it beside a seed that is not its own: it was scored when the experiment had other seeds', () => {
    const fifth = arm('fifth', true, { 5: [2, 6] });
    expect(estimateRatio(linear, fifth, 'reprojection', byPairs)).toEqual({ value: 2, low: 2, high: 2 });
    expect(estimateRatio(fifth, linear, 'reprojection', byPairs)).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
  });

  it('holds it beside its own seed alone where each seed draws other pairs', () => {
    const first = { ...linear, varied: true };
    expect(estimateRatio(first, arm('fifth', true, { 5: [2, 6] }), 'reprojection', byPairs)).toBeNull();
    expect(estimateRatio(three, first, 'reprojection', bySeeds)!.value).toBe(1 / 8); // its first seed
  });

  it('is null where a side is not defined, or the denominator is 0 or cannot be told from it', () => {
    // 1, 2 and 3 are those of a mean within 2 ± 2.5
    expect(estimateRatio(linear, three, 'reprojection', bySeeds)).toBeNull();
    expect(estimateRatio(one, linear, 'diversity', byPairs)).toBeNull();
    expect(estimateRatio(one, arm('zero', false, { 1: [0, 0] }), 'reprojection', byPairs)).toBeNull();
    expect(estimateRatio(one, arm('other seeds', true, { 2: [1, 1] }), 'reprojection', byPairs)).toBeNull();
  });
});

describe('an arm that was scored on fewer pairs', () => {
  /** Scored on two pairs, and on the first one again at fewer α. */
  const both = {
    name: 'both',
    trained: false,
    trials: [
      {
        seed: 1,
        values: { reprojection: Float64Array.of(4, 12) },
        common: { values: { reprojection: Float64Array.of(6, 8, 10) } },
      },
    ],
  };
  const few = arm('few', false, { 1: [3, 2, 1] });

  it('is compared with another where both were scored, on whichever side it stands', () => {
    expect(estimateRatio(few, both, 'reprojection', byPairs)!.value).toBe(6 / 24);
    expect(estimateRatio(both, few, 'reprojection', byPairs)!.value).toBe(24 / 6);
    expect(estimateRatio(few, few, 'reprojection', byPairs)!.value).toBe(1);
    expect(estimateRatio(both, both, 'reprojection', byPairs)!.value).toBe(1);
  });

  it('keeps its own mean, with an interval over its own pairs', () => {
    // One resample in nine is one pair three times over: it takes the sample's deviation, and T is 1/√(2/3).
    expect(estimateMetric(few, 'reprojection', byPairs)).toEqual(near(2, 2 - 2 / Math.sqrt(3), 2 + 2 / Math.sqrt(3)));
    expect(estimateMetric(both, 'reprojection', byPairs)!.value).toBe(8);
  });
});

describe('a metric of ground truth', () => {
  const judged = (name: string, alphas: number, ...values: number[]): ScoredArm => ({
    name,
    trained: false,
    trials: [
      {
        seed: 1,
        values: {},
        truth: { values: { 'path-error': Float64Array.from(values) }, pairs: values.length, alphas },
      },
    ],
  });

  it('is compared over the pairs that both were held against it on, which are the first', () => {
    expect(estimateMetric(judged('three', 17, 1, 2, 6), 'path-error', byPairs)!.value).toBe(3);
    expect(estimateRatio(judged('two', 17, 2, 4), judged('three', 17, 1, 2, 6), 'path-error', byPairs)).toEqual({
      value: 2,
      low: 2,
      high: 2,
    });
  });

  it('is not compared between paths of other α', () => {
    expect(estimateRatio(judged('a', 17, 2, 4), judged('b', 9, 1, 2), 'path-error', byPairs)).toBeNull();
  });

  it('is null where the factors are not known', () => {
    expect(estimateMetric(one, 'path-error', byPairs)).toBeNull();
    expect(estimateRatio(judged('a', 17, 2, 4), linear, 'path-error', byPairs)).toBeNull();
  });
});
