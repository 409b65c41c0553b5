import { drawResamples, fillNormal, rootKey, split, type ClaimTest } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { judgeClaims } from './claims.js';
import type { Condition, ScoredArm } from './compare-arms.js';

const PAIRS = 32;
const key = rootKey(12);
const resamples = drawResamples(key, PAIRS, 199);
const byPairs: Condition = { kind: 'pairs', resamples };
const bySeeds: Condition = { kind: 'seeds', resamples };

/**
 * Skewed values about `level`, pair by pair: one trial for each seed. `label` draws the arm's own part; the pairs have
 * one in common.
 */
function arm(name: string, level: number, label: string | number, seeds = [1]): ScoredArm {
  const trials = seeds.map((seed) => {
    const [common, own, shift] = [
      normal(`pairs ${label}`, PAIRS),
      normal(`${name} ${label} ${seed}`, PAIRS),
      normal(`shift ${name} ${label} ${seed}`, 1),
    ];
    const scale = seeds.length > 1 ? 1 + 0.03 * shift[0]! : 1;
    return {
      seed,
      values: {
        reprojection: Float64Array.from(common, (x, i) => level * scale * Math.exp(0.4 * x + 0.2 * own[i]! - 0.1)),
      },
    };
  });
  return { name, trained: true, trials };
}

function normal(label: string, n: number): Float32Array {
  const values = new Float32Array(n);
  fillNormal(split(key, label), 0, values);
  return values;
}

const metric = { name: 'reprojection', goal: 'minimise' } as const;
const better: ClaimTest = { kind: 'better', arm: 'a', against: 'b', metric };
const nonInferior: ClaimTest = { kind: 'non-inferior', arm: 'a', against: 'b', metric, margin: 0.05 };
const higher: ClaimTest = { ...better, metric: { ...metric, goal: 'maximise' } };
const nonInferiorHigher: ClaimTest = { ...nonInferior, metric: higher.metric };

/** One claim of `test`, with `level` of arm a beside 10 of arm b. */
function judged(
  test: ClaimTest,
  level: number,
  {
    condition = byPairs,
    seeds = [1],
    label = 'once',
  }: { condition?: Condition; seeds?: number[]; label?: string | number } = {},
) {
  return judgeClaims(
    { claims: [{ id: 'C', text: 'said', test }] },
    [arm('a', level, label, seeds), arm('b', 10, label, seeds)],
    condition,
  )[0]!;
}

describe('a claim', () => {
  it.each([
    [better, 7, 'supported'],
    [better, 14, 'refuted'],
    [better, 10, 'unsettled'],
    [higher, 14, 'supported'],
    [higher, 7, 'refuted'],
    [nonInferior, 9, 'supported'],
    [nonInferior, 10.5, 'unsettled'],
    [nonInferior, 13, 'refuted'],
    [nonInferiorHigher, 11, 'supported'],
    [nonInferiorHigher, 9.5, 'unsettled'],
    [nonInferiorHigher, 7, 'refuted'],
  ] as const)('%o with a mean of %d against 10 is %s', (test, level, verdict) => {
    for (const result of [judged(test, level), judged(test, level, { condition: bySeeds, seeds: [1, 2, 3, 4, 5] })])
      expect(result.verdict).toBe(verdict);
  });

  it('has effect and interval on the side that its verdict says', () => {
    const { difference, ratio, p, over, units, seeds } = judged(better, 7);
    expect({ over, units, seeds }).toEqual({ over: 'pairs', units: PAIRS, seeds: [1] });
    expect(difference!.high).toBeLessThan(0);
    expect(ratio!.high).toBeLessThan(1);
    expect(p).toBe(1 / 200);
    expect(judged(better, 7, { condition: bySeeds, seeds: [3, 1, 2] })).toMatchObject({
      over: 'seeds',
      units: 3,
      seeds: [3, 1, 2],
    });
  });

  it('of seeds that differ in level has its verdict on the scale of its ratio', () => {
    const of = (name: string, levels: readonly number[]): ScoredArm => ({
      name,
      trained: true,
      trials: levels.map((level, i) => ({ seed: i + 1, values: { reprojection: Float64Array.of(level, level) } })),
    });
    const arms = [of('a', [0.9, 9.05, 1.79]), of('b', [1, 10, 2])];
    const [found] = judgeClaims({ claims: [{ id: 'C', text: 'said', test: better }] }, arms, {
      ...bySeeds,
      levels: true,
    });
    expect(found!.ratio!.high).toBeLessThan(1);
    expect(found).toMatchObject({ verdict: 'supported' });
    expect(found!.p).toBeLessThan(0.01);
  });

  it('without finished trials on both sides is not there, and yet counts in the adjustment of the others', () => {
    const arms = [arm('a', 9.6, 'once'), arm('b', 10, 'once'), { name: 'unfinished', trained: true, trials: [] }];
    const claims = [
      { id: 'A', text: 'a', test: better },
      { id: 'B', text: 'b', test: { ...better, arm: 'unfinished' } },
      { id: 'C', text: 'c' },
    ];
    const [one, ...others] = judgeClaims({ claims }, arms, byPairs);
    expect(others).toEqual([]);
    expect(one!.adjusted).toBe(Math.min(1, 2 * one!.p));
  });
});

describe('over many experiments', () => {
  const rounds = 200;
  const rate = (
    verdict: string,
    test: ClaimTest,
    level: number,
    given: { condition?: Condition; seeds?: number[] } = {},
  ) =>
    Array.from({ length: rounds }, (_, label) => judged(test, level, { ...given, label })).filter(
      (result) => result.verdict === verdict,
    ).length / rounds;

  it('non-inferiority just at its margin is found in 2.5 % of them, within two points, by pairs and by seeds', () => {
    expect(rate('supported', nonInferior, 10.5)).toBeLessThanOrEqual(0.045);
    expect(rate('supported', nonInferior, 10.5, { condition: bySeeds, seeds: [1, 2, 3] })).toBeLessThanOrEqual(0.045);
  });

  it('equal arms are told apart in 5 % of them, within two points; unequal ones are found', () => {
    const wrong = rate('supported', better, 10) + rate('refuted', better, 10);
    expect(wrong).toBeGreaterThan(0.02);
    expect(wrong).toBeLessThanOrEqual(0.07);
    expect(rate('supported', better, 8.5)).toBeGreaterThan(0.5);
  });

  it('of three claims that are all just false, any is told in at most 5 % of them, within two points', () => {
    const names = ['a', 'c', 'd'];
    const claims = names.map((name) => ({ id: name, text: name, test: { ...better, arm: name } }));
    const any = Array.from({ length: rounds }, (_, label) => {
      const found = judgeClaims(
        { claims },
        ['b', ...names].map((name) => arm(name, 10, label)),
        byPairs,
      );
      return found.some(({ verdict }) => verdict !== 'unsettled');
    }).filter(Boolean).length;
    expect(any / rounds).toBeLessThanOrEqual(0.07);
  });
});
