import { describe, expect, it } from 'vitest';
import { fillNormal, rootKey, split } from '../rng.js';
import { bootstrap, bootstrapMean, bootstrapRatio } from './interval.js';
import { drawResamples } from './resamples.js';
import { studentisedRatio } from './studentised.js';

const key = rootKey(6);

/**
 * Pairs of log-normal values, e^(σ·x) with a correlation of 0.6 between the two normals: skewed, of mean e^(σ²/2) each.
 */
function skewed(label: string, n: number, sigma: number): { readonly a: Float64Array; readonly b: Float64Array } {
  const x = new Float32Array(2 * n);
  fillNormal(split(key, label), 0, x);
  return {
    a: Float64Array.from({ length: n }, (_, i) => Math.exp(sigma * x[i]!)),
    b: Float64Array.from({ length: n }, (_, i) => Math.exp(sigma * (0.6 * x[i]! + 0.8 * x[n + i]!))),
  };
}

const holds = (interval: { readonly low: number; readonly high: number } | null, value: number): boolean =>
  interval !== null && interval.low <= value && value <= interval.high;

describe('test and interval', () => {
  const { a, b } = skewed('one', 64, 0.5);
  const resamples = drawResamples(key, 64, 999);

  it('agree: p is 5 % at both ends of the ratio', () => {
    const ratio = studentisedRatio(a, b, resamples);
    const { low, high } = ratio.interval()!;
    for (const [end, out] of [
      [low, -1e-4],
      [high, 1e-4],
    ] as const) {
      expect(ratio.p(end)).toBeGreaterThan(0.05);
      expect(ratio.p(end + out)).toBeLessThan(0.053);
      expect(ratio.p(end + 100 * out)).toBeLessThanOrEqual(0.05);
    }
    expect(ratio.p(ratio.value)).toBe(1);
  });

  it('say of a ratio of 1 what they say of a difference of 0', () => {
    const differences = studentisedRatio(
      a.map((value, i) => value - b[i]!),
      new Float64Array(64).fill(1),
      resamples,
    );
    expect(differences.p(0)).toBeCloseTo(studentisedRatio(a, b, resamples).p(1), 10);
  });

  it('are those of the sample where nothing varies', () => {
    const constant = studentisedRatio([3, 3], [1, 1], drawResamples(key, 2, 99));
    expect(constant.interval()).toEqual({ value: 3, low: 3, high: 3 });
    expect([constant.p(3), constant.p(2)]).toEqual([1, 1 / 100]);
  });

  it('stay finite where most resamples have no spread', () => {
    const { low, high } = bootstrapMean(
      Float64Array.from({ length: 64 }, (_, i) => (i === 0 ? 1 : 0)),
      resamples,
    );
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(2 / 64);
    expect(high).toBeLessThan(10 / 64);
  });

  it('leave a ratio unbounded whose denominator may be 0', () => {
    expect(bootstrapRatio([1, 2, 3, 4], [5, -4, 6, -6.5], drawResamples(key, 4, 999))).toBeNull();
    expect(() => bootstrapRatio([1, 2], [1, -1], drawResamples(key, 2))).toThrow(/mean other than 0/);
    expect(() => studentisedRatio([1, 2, 3], [1, 1, 1], drawResamples(key, 2))).toThrow(/resamples of 3 units, got 2/);
  });
});

describe('over skewed pairs', () => {
  const few = drawResamples(split(key, 'few'), 64, 399);
  const many = drawResamples(split(key, 'many'), 512, 399);
  const margin = 1.05;

  /** Shares of rounds: in which intervals cover, and in which a claim that is only just false is found true. */
  function rates(n: number, sigma: number, rounds: number) {
    const resamples = n === 64 ? few : many;
    const mean = Math.exp(sigma ** 2 / 2);
    const count = { mean: 0, percentile: 0, ratio: 0, better: 0, nonInferior: 0 };
    for (let round = 0; round < rounds; round++) {
      const { a, b } = skewed(`${n} ${sigma} ${round}`, n, sigma);
      if (holds(bootstrapMean(a, resamples), mean)) count.mean++;
      if (
        n === 64 &&
        holds(
          bootstrap(resamples, (units) => units.reduce((sum, unit) => sum + a[unit]!, 0) / n),
          mean,
        )
      )
        count.percentile++;
      const ratio = studentisedRatio(a, b, resamples);
      if (holds(ratio.interval(), 1)) count.ratio++;
      if (ratio.p(1) <= 0.05) count.better++;
      const atMargin = studentisedRatio(
        a.map((value) => margin * value),
        b,
        resamples,
      );
      if (atMargin.value < margin && atMargin.p(margin) <= 0.05) count.nonInferior++;
    }
    return Object.fromEntries(Object.entries(count).map(([name, number]) => [name, number / rounds]));
  }

  it.each([
    { n: 64, sigma: 0.5, rounds: 800 },
    { n: 512, sigma: 0.5, rounds: 250 },
    { n: 512, sigma: 1, rounds: 250 },
  ])(
    'intervals cover 95 % and tests keep their level, within two points: $n pairs, σ = $sigma',
    ({ n, sigma, rounds }) => {
      const found = rates(n, sigma, rounds);
      for (const coverage of [found['mean'], found['ratio']]) {
        expect(coverage).toBeGreaterThanOrEqual(0.93);
        expect(coverage).toBeLessThanOrEqual(0.98);
      }
      expect(found['better']).toBeLessThanOrEqual(0.07);
      expect(found['better']).toBeGreaterThan(0.02);
      expect(found['nonInferior']).toBeLessThanOrEqual(0.045);
      expect(found['nonInferior']).toBeGreaterThan(0.005);
    },
  );

  it('cover more than the percentiles of the bootstrap do, where 64 values are very skewed', () => {
    const found = rates(64, 1, 500);
    expect(found['mean']).toBeGreaterThan(found['percentile']! + 0.01);
    expect(found['ratio']).toBeGreaterThanOrEqual(0.93);
  });
});
