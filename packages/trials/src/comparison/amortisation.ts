import type { ComparisonRecord } from '@latent-paths/core';
import type { Condition, ScoredArm } from './compare-arms.js';
import { estimateGap, type Oracle } from './estimate-gap.js';
import { brief, list } from './words.js';

/** The gap of each trained arm to each oracle, the smallest first. */
export function amortisation(
  arms: readonly ScoredArm[],
  oracles: readonly Oracle[],
  condition: Condition,
): ComparisonRecord['verdicts'] {
  return oracles.flatMap((oracle) => {
    const gaps = arms
      .filter(({ trained }) => trained)
      .flatMap((arm) => {
        const gap = estimateGap(arm, oracle, condition);
        return gap === null ? [] : [{ arm, gap }];
      })
      .sort((a, b) => a.gap.value - b.gap.value);
    if (gaps.length === 0) return [];
    const { reprojection, attraction } = oracle.weights;
    const ends = oracle.form === 'direct' ? 'its ends optimised, too' : 'with exact ends';
    return [
      {
        arm: oracle.arm.name,
        text:
          `Amortisation gap: the mean of ${reprojection}·reprojection + ${attraction}·attraction above that of ` +
          `${oracle.arm.name}, which optimises every point separately, ${ends}, with 95 % intervals: ` +
          `${list(gaps.map(({ arm, gap }) => `${arm.name} ${brief(gap)}`))}.`,
      },
    ];
  });
}
