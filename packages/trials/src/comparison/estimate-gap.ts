import { type Estimate, mean, tInterval } from '@latent-paths/core';
import { amortisationGap, pointTotals } from '@latent-paths/model';
import { pairedColumns, trialOf, type Condition, type ScoredArm } from './compare-arms.js';
import { estimateOverPairs } from './ratio-of-means.js';

/** An arm in which every point was optimised by itself, and the weights of the terms that it was optimised for. */
export interface Oracle {
  readonly arm: ScoredArm;
  readonly form: 'direct' | 'hard-endpoints';
  readonly weights: { readonly reprojection: number; readonly attraction: number };
}

/**
 * The amortisation gap of an arm: its total loss w_r·r + w_a·‖z − ẑ‖² minus that of the oracle, mean over the pairs and
 * α that the oracle was scored on; null if no such trial of both has finished.
 */
export function estimateGap(arm: ScoredArm, { arm: oracle, weights }: Oracle, condition: Condition): Estimate | null {
  const gaps = arm.trials.flatMap(({ seed }) => {
    const [network, found] = [trialOf(arm, seed), trialOf(oracle, seed)];
    const [reprojection, attraction] = (['reprojection', 'attraction'] as const).map((term) =>
      pairedColumns(network, found, term),
    );
    const totals = ([0, 1] as const).map((side) => {
      const terms = { reprojection: reprojection![side]?.values, attraction: attraction![side]?.values };
      return terms.reprojection === undefined || terms.attraction === undefined
        ? null
        : pointTotals({ reprojection: terms.reprojection, attraction: terms.attraction }, weights);
    });
    return totals[0] == null || totals[1] == null ? [] : [amortisationGap(totals[0], totals[1])];
  });
  const [first] = gaps;
  if (first === undefined) return null;
  return condition.kind === 'seeds' && gaps.length >= 2
    ? tInterval(gaps.map(mean))
    : estimateOverPairs({ values: first }, condition.resamples);
}
