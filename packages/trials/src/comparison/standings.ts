import { mean, type StandingsRecord } from '@latent-paths/core';
import { heldOutColumn, ratioOfObjectives } from './arm-objective.js';
import { sharedSeed, type ScoredArm } from './compare-arms.js';
import { overColumns } from './over-seeds.js';

/** An arm of a curve at one budget. */
export interface CurveArm {
  readonly curve: string;
  readonly arm: ScoredArm;
}

/**
 * The arms in the order of their objective at a budget, over the seeds that all of them have: seeds that draw a VAE
 * anew differ in level, so that means over different seeds have no order. Where the arms have no seed in common, only
 * those with the seed that most of them have. The order is that of mean log objectives, as ratios within seeds have it.
 * Null if none has finished.
 */
export function standingsAt(budget: number, finished: readonly CurveArm[]): StandingsRecord | null {
  const seeds = commonSeeds(finished.map(({ arm }) => arm));
  const stands = finished.flatMap(({ curve, arm: whole }) => {
    const arm = { ...whole, trials: whole.trials.filter(({ seed }) => seeds.includes(seed)) };
    const objective = overColumns(arm.trials.map(heldOutColumn));
    return objective === null ? [] : [{ curve, arm, objective, level: levelOf(arm) }];
  });
  stands.sort((a, b) => a.level - b.level);
  const [best] = stands;
  if (best === undefined) return null;
  return {
    budget,
    seeds: [...seeds],
    arms: stands.map(({ curve, arm, objective }) => ({
      curve,
      arm: arm.name,
      objective,
      toBest: arm === best.arm ? null : ratioOfObjectives(arm, best.arm),
    })),
  };
}

function commonSeeds(arms: readonly ScoredArm[]): readonly number[] {
  const [first, ...others] = arms.map(({ trials }) => trials.map(({ seed }) => seed));
  const common = first?.filter((seed) => others.every((seeds) => seeds.includes(seed))) ?? [];
  const shared = sharedSeed(arms);
  return common.length > 0 || shared === null ? common : [shared];
}

/** Mean of log L over the trials. */
function levelOf({ trials }: ScoredArm): number {
  return mean(trials.flatMap((trial) => Math.log(mean(heldOutColumn(trial)?.values ?? []))));
}
