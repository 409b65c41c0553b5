import type { LaunchedJob, LaunchRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import type { QueuedJob } from './slurm.js';

/** What of an experiment is queued or running. */
export interface LaunchedStates {
  /** By the id of the trial. */
  readonly trials: ReadonlyMap<string, QueuedJob>;
  /** The jobs that make artifacts, by the names of their folders: their ids. */
  readonly beingMade: ReadonlyMap<string, string>;
  /** Every job and element, with its launch. */
  readonly jobs: readonly { readonly launch: string; readonly job: LaunchedJob; readonly queued: QueuedJob }[];
}

/** What Slurm still has of the launches of a store; of all experiments, for they share artifacts. */
export async function launchedStates(store: Store, queue: readonly QueuedJob[]): Promise<LaunchedStates> {
  const byJob = new Map<string, QueuedJob[]>();
  for (const one of queue) byJob.set(one.job, [...(byJob.get(one.job) ?? []), one]);
  const trials = new Map<string, QueuedJob>();
  const beingMade = new Map<string, string>();
  const jobs: { launch: string; job: LaunchedJob; queued: QueuedJob }[] = [];
  for (const launch of await store.launches()) {
    const record: LaunchRecord = await launch.read();
    for (const job of record.jobs) {
      for (const queued of job.job === null ? [] : (byJob.get(job.job) ?? [])) {
        jobs.push({ launch: launch.id, job, queued });
        if (job.kind === 'inputs') for (const name of job.makes) beingMade.set(name, queued.job);
        const trial = queued.index === null ? undefined : job.trials[queued.index];
        if (job.kind === 'trials' && trial !== undefined) trials.set(`${record.experiment}/${trial}`, queued);
      }
    }
  }
  return { trials, beingMade, jobs };
}
