import type { ExperimentRecord } from '@latent-paths/core';
import { isBalancing } from '../schedules/balancing-schedule.js';
import { buildSchedule } from '../schedules/scheduled.js';
import { isTrained } from './identity.js';
import type { TrialConfig } from './trial-shape.js';

/**
 * λ of the objective ‖z − P(z)‖² + λ·‖z − ẑ‖² that all trained arms end with, relative to a weight of 1 of
 * reprojection; undefined if an arm trains for no reprojection, where two arms end with unlike λ, or where a weight
 * follows what training shows.
 */
export function sharedObjective(configs: readonly TrialConfig[]): ExperimentRecord['objective'] {
  const ends = configs.filter(isTrained).map(lastAttraction);
  const [first] = ends;
  return first == null || ends.some((end) => end !== first) ? undefined : { attraction: first };
}

/** Null if it is not known beforehand, or there is no reprojection to relate it to. */
export function lastAttraction({ loss }: TrialConfig): number | null {
  const [reprojection, attraction] = [lastWeight(loss.reprojection?.weight), lastWeight(loss.attraction?.weight)];
  return reprojection === null || attraction === null || reprojection === 0 ? null : attraction / reprojection;
}

type Weight = NonNullable<TrialConfig['loss']['reprojection']>['weight'];

function lastWeight(weight: Weight | undefined): number | null {
  if (weight === undefined) return 0;
  const schedule = buildSchedule(weight);
  if (isBalancing(schedule)) return null;
  return schedule.next(schedule.init(), 1)[0];
}
