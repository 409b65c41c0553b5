import { mean, type SummaryRecord } from '@latent-paths/core';
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

/**
 * The level of real held-out latents, mean over seeds where each has a VAE of its own; null where arms of one seed
 * stand on different VAEs, each of which has its own level, or nothing has finished.
 */
export function realLevel(arms: readonly Pick<LoadedArm, 'trials'>[]): { reprojection: number; tau: number } | null {
  const bySeed = new Map<number, { readonly vae: string | undefined; readonly real: SummaryRecord['real'] }>();
  for (const { run, summary } of arms.flatMap(({ trials }) => trials)) {
    if (summary === null) continue;
    const vae = run?.inputs['vae']?.content;
    const known = bySeed.get(summary.seed);
    if (known !== undefined && known.vae !== vae) return null;
    bySeed.set(summary.seed, known ?? { vae, real: summary.real });
  }
  const levels = [...bySeed.values()].map(({ real }) => real);
  if (levels.length === 0) return null;
  return {
    reprojection: mean(levels.map(({ reprojection }) => reprojection)),
    tau: mean(levels.map(({ tau }) => tau)),
  };
}
