import { plannedExtent } from '@latent-paths/specification/trial';
import type { TrialJob } from '@latent-paths/trials/stages';
import type { Share } from '../terminal/total-progress.js';
import type { Estimator } from './plan/estimate.js';
import { workloadOf } from './plan/workload.js';

/** Forward and backward against forward alone. */
const TRAINED_TO_SCORED = 3;

/**
 * What trials weigh beside each other. `pace` is the seconds that a unit takes on one core; null if the weights are
 * no seconds.
 */
export interface Shares {
  readonly shares: readonly Share[];
  readonly pace: number | null;
}

/**
 * In seconds on one core where earlier runs tell of every trial, else in points that are scored: of a training whose
 * points are known at launch alone, as many as its scoring has.
 */
export function sharesOf(jobs: readonly TrialJob[], estimate: Estimator): Shares {
  const expected = jobs.map(({ trial: { id, config } }) => {
    const { training, scoring } = workloadOf(config);
    const [trained, scored] = [
      training === null ? { coreSeconds: 0 } : estimate('training', training),
      estimate('scoring', scoring!),
    ];
    return trained === null || scored === null
      ? null
      : { trial: id, training: trained.coreSeconds, scoring: scored.coreSeconds };
  });
  if (expected.every((share) => share !== null)) return { shares: expected, pace: 1 };
  const shares = jobs.map(({ trial: { id, config }, trained }) => ({
    trial: id,
    training: trained ? TRAINED_TO_SCORED * (plannedExtent(config)?.points ?? workloadOf(config).scoring!.units) : 0,
    scoring: workloadOf(config).scoring!.units,
  }));
  return { shares, pace: null };
}
