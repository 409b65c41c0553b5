import { collapseSigns, collapseStatusOf, someSeeds, type CollapseStatus } from '@latent-paths/core';
import { meanOf, type Condition, type ScoredArm, type ScoredTrial } from './compare-arms.js';

/** The trials of an arm that have collapsed, each judged by itself: a mean over seeds may hide one of them. */
function collapsedTrials(arm: ScoredArm): readonly ScoredTrial[] {
  return arm.trials.filter(
    (trial) => collapseSigns((metric) => meanOf({ ...arm, trials: [trial] }, metric, { kind: 'pairs' })).length > 0,
  );
}

/** How an arm may be read: it has collapsed where it did so with one of its seeds. */
export function armStatus(arm: ScoredArm, condition: Pick<Condition, 'kind'>): CollapseStatus {
  return collapsedTrials(arm).length > 0 ? 'collapsed' : collapseStatusOf((metric) => meanOf(arm, metric, condition));
}

/** The arm with the seeds that have collapsed alone, where only some have: a mean over all mixes two outcomes. */
export function collapsedPart<Arm extends ScoredArm>(arm: Arm): Arm {
  return collapsedSeeds(arm) === null ? arm : { ...arm, trials: collapsedTrials(arm) };
}

/** `seed 2 of 2 and 3`: with which of its seeds an arm has collapsed; null if with all or none. */
export function collapsedSeeds(arm: ScoredArm): string | null {
  return someSeeds(
    collapsedTrials(arm).map(({ seed }) => seed),
    arm.trials.map(({ seed }) => seed),
  );
}
