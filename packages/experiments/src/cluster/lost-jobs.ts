import type { LaunchedJob, LaunchRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { endedJobs } from './ended-jobs.js';
import type { ActiveJob, LaunchedStates } from './launched-states.js';

/**
 * Jobs and elements of the last launch of each experiment that ended without what they were for, and that nothing has
 * queued again: cancelled, lost with a node, out of time or memory, or failed. Of one experiment, or of all. How jobs
 * of another cluster or user ended is not asked.
 */
export async function lostJobs(
  store: Store,
  states: LaunchedStates,
  experiment: string | null,
): Promise<readonly ActiveJob[]> {
  const lost: ActiveJob[] = [];
  for (const record of await lastLaunches(store, experiment)) {
    if (!states.launches.has(record.id)) continue;
    const jobs = await unfinishedJobs(record, store, states);
    const byId = new Map(jobs.map((one) => [one.job.job!, one]));
    for (const queued of await endedJobs([...byId.keys()])) {
      const found = byId.get(queued.job);
      const isMeant = found !== undefined && (found.indices === null || found.indices.has(queued.index ?? -1));
      const isLost = isMeant && (found.indices !== null || queued.state !== 'COMPLETED');
      if (isLost) lost.push({ experiment: record.experiment, job: found.job, queued });
    }
  }
  return lost;
}

async function lastLaunches(store: Store, experiment: string | null): Promise<LaunchRecord[]> {
  const last = new Map<string, LaunchRecord>();
  for (const launch of await store.launches()) {
    const record = await launch.read();
    if (experiment === null || record.experiment === experiment) last.set(record.experiment, record);
  }
  return [...last.values()];
}

interface Unfinished {
  readonly job: LaunchedJob;
  /** Of an array, the elements whose trials have not finished and are not in the queue; null of what is no array. */
  readonly indices: ReadonlySet<number> | null;
}

async function unfinishedJobs(
  { experiment, jobs }: LaunchRecord,
  store: Store,
  { trials, jobs: active }: LaunchedStates,
): Promise<Unfinished[]> {
  const files = store.experiment(experiment);
  const found: Unfinished[] = [];
  for (const job of jobs) {
    if (job.job === null) continue;
    if (job.kind !== 'trials') {
      if (!active.some(({ queued }) => queued.job === job.job)) found.push({ job, indices: null });
      continue;
    }
    const indices = new Set<number>();
    for (const [index, id] of job.trials.entries()) {
      if (trials.has(`${experiment}/${id}`)) continue;
      if ((await files.trial(id).readRun())?.status !== 'finished') indices.add(index);
    }
    if (indices.size > 0) found.push({ job, indices });
  }
  return found;
}
