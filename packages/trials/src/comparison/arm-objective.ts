import { bootstrapRatio, type EstimateOver, mean, tLogRatio } from '@latent-paths/core';
import { trialOf, type ScoredArm, type ScoredTrial } from './compare-arms.js';
import { objectiveOfPairs } from './objective.js';
import type { PairColumn } from './ratio-of-means.js';
import { resamplesOf } from './resampling.js';

/** A trial's objective on held-out pairs, one value a pair; undefined if it is not known. */
export function heldOutColumn({ objective }: ScoredTrial): PairColumn | undefined {
  return objective && { values: objectiveOfPairs(objective.own) };
}

/** Its mean over the pairs of an arm's trial; null if it is not known. */
export function heldOutMean(arm: ScoredArm | undefined, seed: number): number | null {
  const trial = arm && trialOf(arm, seed);
  const column = trial && heldOutColumn(trial);
  return column === undefined ? null : mean(column.values);
}

/**
 * An arm's objective relative to another's: over the seeds that both have, on a log scale, or over the pairs of the one
 * seed; null if they have none in common.
 */
export function ratioOfObjectives(arm: ScoredArm, reference: ScoredArm | undefined): EstimateOver | null {
  const paired = arm.trials.flatMap((trial) => {
    const other = reference && trialOf(reference, trial.seed);
    const [top, bottom] = [heldOutColumn(trial)?.values, other && heldOutColumn(other)?.values];
    return top === undefined || bottom === undefined ? [] : [{ top, bottom }];
  });
  const [first] = paired;
  if (first === undefined) return null;
  if (paired.length >= 2) {
    const [tops, bottoms] = [paired.map(({ top }) => mean(top)), paired.map(({ bottom }) => mean(bottom))];
    return { ...tLogRatio(tops, bottoms), over: 'seeds', units: paired.length };
  }
  const found = bootstrapRatio(first.top, first.bottom, resamplesOf(first.top.length));
  return found && { ...found, over: 'pairs', units: first.top.length };
}
