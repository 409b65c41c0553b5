import { bootstrap, rankCorrelation, tInterval, type Estimate } from '@latent-paths/core';
import type { Condition, ScoredArm, ScoredTrial } from './compare-arms.js';
import { resamplesFor } from './ratio-of-means.js';

/**
 * Whether lower reprojection error means a truer image: Spearman's ρ of ‖z − P(z)‖² with the squared distance to the
 * nearest true image, both at α = ½, over an arm's pairs; null if the images' factors are not known.
 */
export function correlationWithin(arm: ScoredArm, condition: Condition): Estimate | null {
  const found = arm.trials.flatMap((trial) => {
    const values = bothAtHalf(trial);
    return values === null ? [] : [values];
  });
  const [first] = found;
  if (first === undefined) return null;
  const whole = found.map(([error, distance]) => rankCorrelation(error, distance));
  if (whole.some((rho) => rho === null)) return null;
  if (condition.kind === 'seeds' && whole.length >= 2) return tInterval(whole as number[]); // no null, checked above
  const [error, distance] = first;
  const of = (values: Float64Array, units: Int32Array) => Float64Array.from(units, (unit) => values[unit]!);
  return bootstrap(
    resamplesFor(error, condition.resamples),
    (units) => rankCorrelation(of(error, units), of(distance, units)) ?? 0,
  );
}

/** Both values of the pairs that were compared with ground truth; these are the first pairs. */
function bothAtHalf({ values, truth }: ScoredTrial): readonly [Float64Array, Float64Array] | null {
  const [error, distance] = [values['reprojection-half'], truth?.values['true-distance-half']];
  return error === undefined || distance === undefined || distance.length > error.length
    ? null
    : [error.subarray(0, distance.length), distance];
}
