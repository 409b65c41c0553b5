import type { RunRecord } from '@latent-paths/core';

/** What TrainingDiverged says. */
const DIVERGED = /^step \d+: expected a finite /;

/** Whether a trial failed, and the last thing that ended its training is that it left the finite numbers. */
export function hasDiverged({ status, failures }: Pick<RunRecord, 'status' | 'failures'>): boolean {
  return status === 'failed' && DIVERGED.test(failures.at(-1)?.message ?? '');
}
