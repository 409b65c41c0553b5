import { hostname } from 'node:os';
import type { LaunchRecord, RunRecord } from '@latent-paths/core';

/**
 * What Slurm calls the job that this process is: of an array, this element, for the id of the job alone would stand for
 * the whole array. Null if it is none.
 */
export function jobId(environment: NodeJS.ProcessEnv): string | null {
  const { SLURM_JOB_ID, SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID } = environment;
  if (SLURM_ARRAY_JOB_ID !== undefined) return `${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID ?? 'unknown'}`;
  return SLURM_JOB_ID ?? null;
}

/** What is recorded of a job of a launch, beside what is recorded of every process. */
export function jobHere(
  { lockfile, otherCpu }: Pick<LaunchRecord, 'lockfile' | 'otherCpu'>,
  environment: NodeJS.ProcessEnv,
): NonNullable<RunRecord['provenance']['job']> {
  return {
    id: jobId(environment),
    node: environment['SLURMD_NODENAME'] ?? hostname(),
    lockfile,
    ...(otherCpu !== undefined && { otherCpu }),
  };
}
