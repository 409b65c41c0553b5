import { bootstrap, rankCorrelation, tInterval, type ComparisonRecord, type Estimate } from '@latent-paths/core';
import { estimateMetric, resamplesFor, type Condition, type ScoredArm, type ScoredTrial } from './compare-arms.js';
import { brief, list, number } from './words.js';

/** Fewer arms say nothing of a correlation between them. */
const LEAST_ARMS = 4;

/**
 * Whether lower reprojection error means a truer image: Spearman's ρ of ‖z − P(z)‖² with the squared distance to the nearest true
 * image, both at α = ½, over an arm's pairs; null where the images' factors are not known.
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
  return bootstrap(resamplesFor(error, condition.resamples), (units) => rankCorrelation(of(error, units), of(distance, units)) ?? 0);
}

/** Both of the pairs that were held against ground truth, which are the first. */
function bothAtHalf({ values, truth }: ScoredTrial): readonly [Float64Array, Float64Array] | null {
  const [error, distance] = [values['reprojection-half'], truth?.values['true-distance-half']];
  return error === undefined || distance === undefined || distance.length > error.length ? null : [error.subarray(0, distance.length), distance];
}

/** ρ within each arm, and between the means of the arms, reprojection error in units of real latents': other VAEs have other units. */
export function truthCorrelation(arms: readonly ScoredArm[], condition: Condition): ComparisonRecord['verdicts'] {
  const within = arms.flatMap((arm) => {
    const rho = correlationWithin(arm, condition);
    return rho === null ? [] : [{ arm, rho }];
  });
  if (within.length === 0) return [];
  const means = within.flatMap(({ arm }) => {
    const [error, distance] = [relativeError(arm), estimateMetric(arm, 'true-distance-half', condition)];
    return error === null || distance === null ? [] : [{ error, distance: distance.value }];
  });
  const between = means.length < LEAST_ARMS ? null : rankCorrelation(means.map(({ error }) => error), means.map(({ distance }) => distance));
  const told = list(within.map(({ arm, rho }) => `${arm.name} ${brief(rho)}`));
  return [
    {
      arm: null,
      text:
        `Whether a lower reprojection error at α = ½ means a truer image there, as Spearman's ρ of the two over pairs, 1 where it always does: ${told}` +
        `${between === null ? '' : `; between the means of the ${means.length} arms ${number(between)}`}.`,
    },
  ];
}

/** ‖z − P(z)‖² at α = ½ over that of real latents, mean over trials and pairs. */
function relativeError(arm: ScoredArm): number | null {
  const ratios = arm.trials.flatMap(({ values: { 'reprojection-half': half, reprojection, 'reprojection-real': relative } }) =>
    half === undefined || reprojection === undefined || relative === undefined ? [] : [(mean(half) * mean(relative)) / mean(reprojection)],
  );
  return ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
