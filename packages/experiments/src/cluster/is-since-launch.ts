import type { LaunchRecord, RunRecord } from '@latent-paths/core';

/**
 * Whether a trial began after its launch was made: --fresh leaves it then. What this job itself began (its id, null
 * where it has none) it knows as its own, also where the clock of its node is behind.
 */
export function isSinceLaunch(
  { startedAt, provenance }: Pick<RunRecord, 'startedAt' | 'provenance'>,
  { submittedAt }: Pick<LaunchRecord, 'submittedAt'>,
  job: string | null,
): boolean {
  return startedAt >= submittedAt || (job !== null && provenance.job?.id === job);
}
