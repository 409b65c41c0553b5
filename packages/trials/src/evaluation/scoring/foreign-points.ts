import { integerAt, rootKey, sampleWithoutReplacement, split } from '@latent-paths/core';
import type { TrainedPairs } from '@latent-paths/data';
import type { PairRows, TrainedPoints } from './trained-points.js';

export interface ForeignPointsOptions {
  /** Rows of the training pool, and α. */
  readonly points: TrainedPairs;
  /** Points to look at, at most. */
  readonly most: number;
  /** Pairs to look at, at most. */
  readonly pairs: number;
  readonly seed: number;
}

/** Draws for each unvisited pair that is asked for; where latents are few, all their pairs may be visited. */
const TRIES = 64;

/**
 * Points that a path was trained on elsewhere, the distinct pairs among them, and pairs of the same latents that are
 * none of those that it was trained on.
 */
export function foreignPoints({ points, most, pairs, seed }: ForeignPointsOptions): TrainedPoints {
  const { a, b, alpha } = points;
  const key = split(rootKey(seed), 'foreign pairs');
  const chosen = sampleWithoutReplacement(split(key, 'points'), a.length, Math.min(most, a.length));
  const trained = {
    a: chosen.map((i) => a[i]!),
    b: chosen.map((i) => b[i]!),
    alpha: Float32Array.from(chosen, (i) => alpha[i]!),
  };
  const visited = distinct(trained).slice(0, pairs);
  const latents = [...new Set([...a, ...b])].sort((one, other) => one - other);
  const known = new Set(Array.from(a, (row, i) => nameOf(row, b[i]!)));
  const unvisited: [number, number][] = [];
  for (let draw = 0; draw < pairs * TRIES && unvisited.length < pairs; draw++) {
    const [one, other] = [0, 1].map(
      (end) => latents[integerAt(split(key, 'unvisited'), 2 * draw + end, latents.length)]!,
    );
    const name = nameOf(one!, other!);
    if (one === other || known.has(name)) continue;
    known.add(name);
    unvisited.push([one!, other!]);
  }
  return { trained, visited: rows(visited), unvisited: rows(unvisited) };
}

const nameOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

function distinct({ a, b }: PairRows): [number, number][] {
  const found = new Map(Array.from(a, (row, i) => [nameOf(row, b[i]!), [row, b[i]!] as [number, number]]));
  return [...found.values()];
}

function rows(pairs: readonly (readonly [number, number])[]): PairRows {
  return { a: Int32Array.from(pairs, ([a]) => a), b: Int32Array.from(pairs, ([, b]) => b) };
}
