import { ndarray, rootKey, sampleWithoutReplacement, split, type NDArray } from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';

/** Pairs of latents that share no latent, so that they are independent. */
export interface DisjointPairs {
  /** Pool rows of the starts and the ends, [n] each. */
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** `count` disjoint pairs of a pool, chosen by `seed` alone: the same in every arm and trial. */
export function disjointPairs(pool: Pick<Pool, 'count'>, count: number, seed: number): DisjointPairs {
  const rows = sampleWithoutReplacement(split(rootKey(seed), 'disjoint pairs'), pool.count, 2 * count);
  return { a: rows.filter((_, i) => i % 2 === 0), b: rows.filter((_, i) => i % 2 === 1) };
}

/** The latents of some pool rows, [rows, d]. */
export function gatherRows(pool: Pick<Pool, 'gather' | 'latentSize'>, rows: Int32Array): NDArray<Float32Array> {
  const latents = new Float32Array(rows.length * pool.latentSize);
  pool.gather(rows, latents);
  return ndarray([rows.length, pool.latentSize], latents);
}

/** Places on a grid of n values, at most `count`, both ends included: those nearest to an even spacing. */
export function evenlyOf(n: number, count: number): readonly number[] {
  const places = Math.min(count, n);
  return Array.from({ length: places }, (_, i) => Math.round((i * (n - 1)) / (places - 1)));
}

/** n values of α, evenly spaced from 0 to 1, both included. */
export function alphaGrid(n: number): NDArray<Float32Array> {
  return ndarray(
    [n],
    Float32Array.from({ length: n }, (_, i) => i / (n - 1)),
  );
}
