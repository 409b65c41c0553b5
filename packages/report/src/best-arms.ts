import type { ComparedMetric } from '@latent-paths/core';
import type { ComparisonRow } from './groups.js';
import type { LoadedArm } from './load.js';

/** The trained arms with the best mean; none if all are equal or the metric has no direction. */
export function bestArms(
  metric: string,
  better: ComparedMetric['better'],
  ranked: readonly { readonly arm: Pick<LoadedArm, 'name' | 'trained'>; readonly row: ComparisonRow | undefined }[],
): readonly string[] {
  if (better === null) return [];
  const candidates = ranked.flatMap(({ arm, row }) => {
    const estimate = row?.metrics[metric];
    return estimate == null || !arm.trained ? [] : [{ name: arm.name, value: estimate.value }];
  });
  const values = candidates.map(({ value }) => value);
  const least = better === 'lower' ? Math.min(...values) : Math.max(...values);
  const winners = candidates.filter(({ value }) => value === least);
  return winners.length === candidates.length && winners.length > 1 ? [] : winners.map(({ name }) => name);
}
