import { bootstrapMean, bootstrapRatio, type Estimate, mean, type Resamples } from '@latent-paths/core';
import { resamplesOf } from './resampling.js';

/** A metric, pair by pair: the mean of `values`. */
export interface PairColumn {
  readonly values: Float64Array;
  /** Of a ratio of means: each pair's denominator, divided by the mean one. */
  readonly scale?: Float64Array | undefined;
}

/** Both sides of mean(numerator)/mean(denominator), pair by pair: the mean of `values` is the ratio. */
export function ratioOfMeans(numerator: Float64Array, denominator: Float64Array): Required<PairColumn> {
  const level = mean(denominator);
  return { values: numerator.map((value) => value / level), scale: denominator.map((value) => value / level) };
}

/**
 * The mean over pairs with its interval by the studentised bootstrap; of a ratio of means, each resample draws its
 * denominator, too. Null if the pairs do not bound the ratio.
 */
export function estimateOverPairs({ values, scale }: PairColumn, resamples: Resamples): Estimate | null {
  const own = resamplesFor(values, resamples);
  return scale === undefined ? bootstrapMean(values, own) : bootstrapRatio(values, scale, own);
}

/** Resamples of as many pairs as there are values. */
export function resamplesFor(values: Float64Array, resamples: Resamples): Resamples {
  return resamples[0]?.length === values.length ? resamples : resamplesOf(values.length);
}
