import type { LoadedArm } from './load.js';

/** A point metric at one α, over the test pairs; means over the arm's finished seeds. */
export interface AlphaPoint {
  readonly alpha: number;
  readonly mean: number;
  readonly q95: number;
  readonly max: number;
}

/**
 * A point metric over the α grid; empty if no finished trial of the arm has it. Only trials on the grid of the first
 * are taken.
 */
export function metricByAlpha(arm: Pick<LoadedArm, 'trials'>, metric: string): readonly AlphaPoint[] {
  const summaries = arm.trials.flatMap(({ summary }) => (summary?.byAlpha[metric] === undefined ? [] : [summary]));
  const grid = summaries[0]?.alphas ?? [];
  const same = summaries.filter(
    ({ alphas }) => alphas.length === grid.length && alphas.every((alpha, i) => alpha === grid[i]),
  );
  return grid.map((alpha, i) => {
    const over = (pick: 'mean' | 'q95' | 'max'): number =>
      same.reduce((sum, summary) => sum + summary.byAlpha[metric]![i]![pick], 0) / same.length;
    return { alpha, mean: over('mean'), q95: over('q95'), max: over('max') };
  });
}

/** The level of real held-out latents, of the first summary there is. */
export function realLevel(arms: readonly Pick<LoadedArm, 'trials'>[]): { reprojection: number; tau: number } | null {
  return arms.flatMap((arm) => arm.trials).find(({ summary }) => summary !== null)?.summary?.real ?? null;
}
