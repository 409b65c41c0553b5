import type { LaunchedJob } from '@latent-paths/core';

/**
 * What a job waits for, as Slurm's `--dependency` takes it: what it uses must be made (`afterok`), what it compares
 * must only have ended (`afterany`). Null if it waits for nothing. `idOf` gives the ids of the launch's own jobs.
 */
export function dependencyOf(
  { kind, after, others }: Pick<LaunchedJob, 'kind' | 'after' | 'others'>,
  idOf: (name: string) => string,
): string | null {
  const ids = [...after.map(idOf), ...others];
  return ids.length === 0 ? null : `${kind === 'end' ? 'afterany' : 'afterok'}:${ids.join(':')}`;
}
