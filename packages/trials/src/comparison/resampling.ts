import { drawResamples, rootKey, split, type Resamples } from '@latent-paths/core';

/** The key of every resampling of test pairs: the same tables give the same intervals, wherever they are compared. */
const RESAMPLING_KEY = split(rootKey(0), 'comparison');

const drawn = new Map<number, Resamples>();

/** Resamples of so many test pairs, drawn once. */
export function resamplesOf(pairs: number): Resamples {
  const known = drawn.get(pairs) ?? drawResamples(RESAMPLING_KEY, pairs);
  drawn.set(pairs, known);
  return known;
}
