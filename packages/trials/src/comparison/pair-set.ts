import { bootstrapRatio, type EstimateOver, mean } from '@latent-paths/core';
import { resamplesOf } from './resampling.js';

/** The objective on a set of pairs, each of which has one point or more. */
export interface PairSet {
  /** What tells pairs apart; a pair of two sets has the same key in both, // [pairs] */
  readonly keys: readonly string[];
  /** Sum of the objective over a pair's points, and how many they are, // [pairs] each */
  readonly sums: Float64Array;
  readonly points: Float64Array;
}

/** The set of some points: those of one pair are its part of the set, because they are not independent. */
export function pairSet(keys: readonly string[], values: ArrayLike<number>): PairSet {
  const distinct = [...new Set(keys)];
  const place = new Map(distinct.map((key, i) => [key, i]));
  const [sums, points] = [new Float64Array(distinct.length), new Float64Array(distinct.length)];
  for (const [row, key] of keys.entries()) {
    const i = place.get(key)!; // of all keys
    sums[i]! += values[row]!;
    points[i]! += 1;
  }
  return { keys: distinct, sums, points };
}

/** Mean over the points of a set. */
export function meanOfSet({ sums, points }: PairSet): number {
  return mean(sums) / mean(points);
}

/** The same with its interval by the studentised bootstrap over pairs; null if they do not bound it, as of one pair. */
export function estimateSet({ keys, sums, points }: PairSet): EstimateOver | null {
  if (keys.length < 2) return null;
  const found = bootstrapRatio(sums, points, resamplesOf(keys.length));
  return found && { ...found, over: 'pairs', units: keys.length };
}

/** 97.5 % quantile of the normal distribution: sets hold hundreds of pairs. */
const NORMAL_975 = 1.959964;

/**
 * mean(after) − mean(before) with a normal interval over the pairs of either set. A pair has in each of its sets
 *
 *     δ = √(n/(n − 1))·(s − m·k)/Σk,    variance = Σ(δ_after − δ_before)² over all pairs,
 *
 * where s is the sum over its k points, n the set's number of pairs and m its mean (the ratio estimator's linear form,
 * Cochran 1977, §6.3). What a pair of both sets has in common cancels. Null if a set has one pair, without an error.
 */
export function gapBetween(after: PairSet, before: PairSet): EstimateOver | null {
  if (after.keys.length < 2 || before.keys.length < 2) return null;
  const parts = new Map<string, number>();
  for (const [set, sign] of [
    [after, 1],
    [before, -1],
  ] as const) {
    const centre = meanOfSet(set);
    const n = set.keys.length;
    const share = (sign * Math.sqrt(n / (n - 1))) / (n * mean(set.points));
    for (const [i, key] of set.keys.entries()) {
      const part = share * (set.sums[i]! - centre * set.points[i]!);
      parts.set(key, (parts.get(key) ?? 0) + part);
    }
  }
  const variance = [...parts.values()].reduce((sum, part) => sum + part ** 2, 0);
  const half = NORMAL_975 * Math.sqrt(variance);
  const value = meanOfSet(after) - meanOfSet(before);
  return { value, low: value - half, high: value + half, over: 'pairs', units: parts.size };
}
