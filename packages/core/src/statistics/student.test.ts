import { describe, expect, it } from 'vitest';
import { fillNormal, rootKey, split } from '../rng.js';
import { tInterval, tLogRatio, tRatio, tTest } from './student.js';

it('the t interval of {1, 2, 3} is 2 ± 4.3027 / √3', () => {
  const { value, low, high } = tInterval([1, 2, 3]);
  expect(value).toBe(2);
  expect(high - value).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
  expect(value - low).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
  expect(() => tInterval([1])).toThrow(/at least 2/);
});

describe('the t test', () => {
  it('of {1, 2, 3} against 0 has t = 2√3 with 2 degrees of freedom: p = 1 − t/√(t² + 2)', () => {
    const t = 2 * Math.sqrt(3);
    expect(tTest([1, 2, 3])).toBeCloseTo(1 - t / Math.sqrt(t * t + 2), 10);
    expect(tTest([1, 2, 3], 4)).toBeCloseTo(tTest([1, 2, 3]), 10);
    expect(() => tTest([1])).toThrow(/at least 2/);
  });

  it('is at most 5 % exactly where the 95 % interval leaves the value out', () => {
    const { low, high } = tInterval([3, 5, 4, 9]);
    for (const [end, out] of [
      [low, -1e-6],
      [high, 1e-6],
    ] as const) {
      expect(tTest([3, 5, 4, 9], end)).toBeCloseTo(0.05, 8);
      expect(tTest([3, 5, 4, 9], end + out)).toBeLessThan(0.05);
    }
  });

  it('of values without spread is 1 at their mean and 0 elsewhere', () => {
    expect([tTest([2, 2], 2), tTest([2, 2], 1)]).toEqual([1, 0]);
  });

  it.each([2, 3, 5])('keeps its level, and the interval covers, with %i seeds', (n) => {
    const rounds = 4000;
    const values = new Float32Array(n * rounds);
    fillNormal(split(rootKey(4), n), 0, values);
    let rejected = 0;
    let covered = 0;
    for (let round = 0; round < rounds; round++) {
      const own = Array.from(values.subarray(n * round, n * (round + 1)), (value) => 3 + value);
      const { low, high } = tInterval(own);
      if (tTest(own, 3) <= 0.05) rejected++;
      if (low <= 3 && 3 <= high) covered++;
    }
    expect(rejected / rounds).toBeGreaterThan(0.03);
    expect(rejected / rounds).toBeLessThan(0.07);
    expect(covered).toBe(rounds - rejected);
  });
});

describe('the ratio of means', () => {
  const [tops, bottoms] = [
    [3, 5, 4, 9],
    [2, 3, 3, 4],
  ];

  it('has the ends at which the t test of a − R·b is at 5 %', () => {
    const { value, low, high } = tRatio(tops, bottoms)!;
    expect(value).toBe(21 / 12);
    for (const end of [low, high]) expect(tTest(tops.map((top, i) => top - end * bottoms[i]!))).toBeCloseTo(0.05, 8);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  it('over a constant is the t interval, divided by it', () => {
    const { value, low, high } = tInterval(tops);
    expect(tRatio(tops, [2, 2, 2, 2])).toEqual({
      value: value / 2,
      low: expect.closeTo(low / 2, 10),
      high: expect.closeTo(high / 2, 10),
    });
  });

  it('is not bounded where the denominator may be 0', () => {
    expect(tRatio([1, 1], [1, 3])).toBeNull();
    expect(tRatio([1, 1, 1], [0, 0, 0])).toBeNull();
    expect(() => tRatio([1], [1])).toThrow(/2 pairs/);
  });
});

describe('tLogRatio', () => {
  it('is exp of the interval of the logs', () => {
    const found = tLogRatio([2, 8], [1, 2]);
    expect(found.value).toBeCloseTo(Math.sqrt(8), 12); // logs of 2 and 4
    expect(Math.log(found.high / found.value)).toBeCloseTo(Math.log(found.value / found.low), 12);
  });

  it('refuses what has no logarithm, and values that are not paired', () => {
    expect(() => tLogRatio([1, 0], [1, 1])).toThrow('tLogRatio: expected positive values, got 0');
    expect(() => tLogRatio([1, 2], [1])).toThrow('tLogRatio: expected paired values, got 2 and 1');
  });

  it('holds the ratio in 95 % of experiments whose seeds differ much in level', () => {
    const key = rootKey(11);
    const seeds = 3;
    const trials = 4000;
    const draws = new Float32Array(trials * seeds * 3);
    fillNormal(key, 0, draws);
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const normal = (seed: number, i: number) => draws[(trial * seeds + seed) * 3 + i]!;
      const level = (seed: number) => Math.exp(normal(seed, 0)); // another VAE, another pool
      const bottom = Array.from({ length: seeds }, (_, seed) => level(seed) * Math.exp(0.05 * normal(seed, 1)));
      const top = Array.from({ length: seeds }, (_, seed) => 1.3 * level(seed) * Math.exp(0.05 * normal(seed, 2)));
      const { low, high } = tLogRatio(top, bottom);
      if (low <= 1.3 && 1.3 <= high) held++;
    }
    // Standard error of a share of 0.95 over 4,000: 0.0034.
    expect(Math.abs(held / trials - 0.95)).toBeLessThan(0.012);
  });
});
