import {
  bootstrap,
  rankCorrelation,
  tInterval,
  type ComparedMetricName,
  type ComparisonRecord,
  type Estimate,
} from '@latent-paths/core';
import { meanOf, resamplesFor, type Condition, type ScoredArm, type ScoredTrial } from './compare-arms.js';
import { brief, list, number } from './words.js';

/** Fewer arms say nothing of a correlation between them. */
const LEAST_ARMS = 4;

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

/** Both of the pairs that were compared with ground truth, which are the first. */
function bothAtHalf({ values, truth }: ScoredTrial): readonly [Float64Array, Float64Array] | null {
  const [error, distance] = [values['reprojection-half'], truth?.values['true-distance-half']];
  return error === undefined || distance === undefined || distance.length > error.length
    ? null
    : [error.subarray(0, distance.length), distance];
}

/** ρ within each arm, and between the means of the arms on one VAE: on others both numbers have other levels. */
export function truthCorrelation(arms: readonly ScoredArm[], condition: Condition): ComparisonRecord['verdicts'] {
  const within = arms.flatMap((arm) => {
    const rho = correlationWithin(arm, condition);
    return rho === null ? [] : [{ arm, rho }];
  });
  if (within.length === 0) return [];
  const scored = within.map(({ arm }) => arm);
  const onOneVae = [...new Set(scored.map(vaeOf))].map((vae) => scored.filter((arm) => vaeOf(arm) === vae));
  const between = onOneVae.flatMap((group) => {
    const rho = correlationBetween(group, condition);
    return rho === null
      ? []
      : [
          onOneVae.length === 1
            ? `the ${group.length} arms ${number(rho)}`
            : `the ${group.length} arms on the VAE of ${group[0]!.name} ${number(rho)}`,
        ];
  });
  const told = list(within.map(({ arm, rho }) => `${arm.name} ${brief(rho)}`));
  return [
    {
      arm: null,
      text:
        'Does a lower reprojection error at α = ½ mean a truer image there? ' +
        `Spearman's ρ of the two over pairs (1: always): ${told}` +
        `${between.length === 0 ? '' : `; between the means of ${list(between)}`}.`,
    },
  ];
}

const vaeOf = ({ trials }: ScoredArm): string | undefined => trials[0]?.vae;

/** Spearman's ρ between the arms' means; null for fewer than four. */
function correlationBetween(arms: readonly ScoredArm[], condition: Condition): number | null {
  const of = (metric: ComparedMetricName) => arms.flatMap((arm) => meanOf(arm, metric, condition) ?? []);
  const [errors, distances] = [of('reprojection-half'), of('true-distance-half')];
  return errors.length < LEAST_ARMS || errors.length !== distances.length ? null : rankCorrelation(errors, distances);
}
