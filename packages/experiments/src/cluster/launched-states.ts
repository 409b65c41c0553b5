import type { LaunchedJob, LaunchRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { type QueuedJob, queuedJobs } from './slurm.js';

/** A job or an element that Slurm still has. */
export interface ActiveJob {
  readonly experiment: string;
  readonly job: LaunchedJob;
  readonly queued: QueuedJob;
}

/** What of the launches of a store is queued or running. */
export interface LaunchedStates {
  /** By experiment and trial, with a slash between them. */
  readonly trials: ReadonlyMap<string, QueuedJob>;
  /** The jobs that make artifacts, by the names of their folders: their ids. */
  readonly beingMade: ReadonlyMap<string, string>;
  /** Every job and element. */
  readonly jobs: readonly ActiveJob[];
}

/** What Slurm still has of the launches of a store; of all experiments, for they share artifacts. */
export async function launchedStates(store: Store, queue: readonly QueuedJob[]): Promise<LaunchedStates> {
  const byJob = new Map<string, QueuedJob[]>();
  for (const one of queue) byJob.set(one.job, [...(byJob.get(one.job) ?? []), one]);
  const trials = new Map<string, QueuedJob>();
  const beingMade = new Map<string, string>();
  const jobs: ActiveJob[] = [];
  for (const launch of await store.launches()) {
    const record: LaunchRecord = await launch.read();
    for (const job of record.jobs) {
      for (const queued of job.job === null ? [] : (byJob.get(job.job) ?? [])) {
        jobs.push({ experiment: record.experiment, job, queued });
        if (job.kind === 'inputs') for (const name of job.makes) beingMade.set(name, queued.job);
        const trial = queued.index === null ? undefined : job.trials[queued.index];
        if (job.kind === 'trials' && trial !== undefined) trials.set(`${record.experiment}/${trial}`, queued);
      }
    }
  }
  return { trials, beingMade, jobs };
}

/** The same, where anything was ever submitted: else Slurm, which may not be here, is not asked. @throws SlurmError */
export async function askStates(store: Store): Promise<LaunchedStates> {
  const records = await Promise.all((await store.launches()).map((launch) => launch.read()));
  const isSubmitted = records.some(({ jobs }) => jobs.some(({ job }) => job !== null));
  return launchedStates(store, isSubmitted ? await queuedJobs() : []);
}
