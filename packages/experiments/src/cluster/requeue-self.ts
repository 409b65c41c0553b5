import { excludeNodes, requeue, showJob } from './slurm.js';

export interface RequeueOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** How often a job may be queued again. */
  readonly limit: number;
  readonly tell: (line: string) => void;
  /** Whether it is to go on on another node than this one. */
  readonly elsewhere?: boolean;
}

/**
 * Queues the job again that this process is, to go on from its checkpoint: of an array, this element alone. It does
 * not where the job was cancelled, or is being queued again by Slurm itself. @returns whether it did
 */
export async function requeueSelf(
  why: string,
  { environment, limit, tell, elsewhere = false }: RequeueOptions,
): Promise<boolean> {
  const { SLURM_JOB_ID, SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID, SLURM_RESTART_COUNT = '0' } = environment;
  // The id of the job alone would stand for the whole array.
  const id =
    SLURM_ARRAY_JOB_ID === undefined ? SLURM_JOB_ID : `${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID ?? 'unknown'}`;
  if (id === undefined) return false;
  if (Number(SLURM_RESTART_COUNT) >= limit) {
    tell(`${why}; not queued again: ${limit} times is the limit (requeues in cluster.yaml)`);
    return false;
  }
  const shown = await showJob(id);
  const state = shown.get('JobState');
  if (state !== 'RUNNING') {
    tell(`${why}; not queued again: Slurm has the job as ${state ?? 'unknown'}`);
    return false;
  }
  tell(`${why}; queued again as ${id}`);
  await requeue(id);
  const here = environment['SLURMD_NODENAME'];
  if (elsewhere && here !== undefined) {
    const before = (shown.get('ExcNodeList') ?? '').replace('(null)', '');
    await excludeNodes(
      id,
      [before, here].filter((node) => node !== ''),
    );
  }
  return true;
}
