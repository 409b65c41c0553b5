import { rankCorrelation, type ComparedMetricName, type ComparisonRecord } from '@latent-paths/core';
import { meanOf, type Condition, type ScoredArm } from './compare-arms.js';
import { correlationWithin } from './correlation-within.js';
import { brief, list, number } from './words.js';

/** With fewer arms, no correlation between them is reported. */
const LEAST_ARMS = 4;

/** ρ within each arm, and between the means of arms on the same VAE: other VAEs have other levels of both numbers. */
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
