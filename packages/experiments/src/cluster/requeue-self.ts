import { jobId } from './job-here.js';
import { otherNodes } from './other-nodes.js';
import { requeue, showJob } from './slurm.js';

export interface RequeueOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** How often a job may be queued again. */
  readonly limit: number;
  readonly tell: (line: string) => void;
  /** That it is to go on on a node of another kind: one such node, null if none is known. */
  readonly elsewhere?: { readonly there: string | null };
}

/**
 * Queues the job again that this process is, to go on from its checkpoint: of an array, this element alone. It does
 * not where the job was cancelled, or is being queued again by Slurm itself. @returns whether it did
 */
export async function requeueSelf(
  why: string,
  { environment, limit, tell, elsewhere }: RequeueOptions,
): Promise<boolean> {
  const id = jobId(environment);
  if (id === null) return false;
  if (Number(environment['SLURM_RESTART_COUNT'] ?? '0') >= limit) {
    tell(`${why}; not queued again: ${limit} times is the limit (requeues in cluster.yaml)`);
    return false;
  }
  const shown = await showJob(id);
  const state = shown.get('JobState');
  if (state !== 'RUNNING') {
    tell(`${why}; not queued again: Slurm has the job as ${state ?? 'unknown'}`);
    return false;
  }
  const here = environment['SLURMD_NODENAME'];
  const other =
    elsewhere === undefined || here === undefined
      ? null
      : await otherNodes({ job: shown, here, there: elsewhere.there });
  tell(`${why}; queued again as ${id}${other === null ? '' : ` ${other.told}`}`);
  await requeue(id, other?.change ?? null);
  return true;
}
