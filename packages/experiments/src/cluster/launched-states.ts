import type { LaunchedJob, LaunchRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { jobName } from './script.js';
import { clusterHere, type NamedJob, type QueuedJob, queuedJobs, userHere } from './slurm.js';

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
  /** Ids of the launches that Slurm here can know; what another cluster or user has of the others is not known. */
  readonly launches: ReadonlySet<string>;
}

/** Where nothing was ever submitted. */
export const NOTHING_LAUNCHED: LaunchedStates = {
  trials: new Map(),
  beingMade: new Map(),
  jobs: [],
  launches: new Set(),
};

/** What a cluster answers to the user who asks. */
export interface Queue {
  readonly cluster: string;
  readonly jobs: readonly NamedJob[];
}

/**
 * What Slurm still has of the launches of a store; of all experiments, for they share artifacts. A job is a launch's
 * own if its id and its name are, and if this user handed the launch to this cluster, as far as its record says.
 */
export async function launchedStates(store: Store, queue: Queue): Promise<LaunchedStates> {
  const byJob = new Map<string, NamedJob[]>();
  for (const one of queue.jobs) byJob.set(one.job, [...(byJob.get(one.job) ?? []), one]);
  const trials = new Map<string, QueuedJob>();
  const beingMade = new Map<string, string>();
  const jobs: ActiveJob[] = [];
  const launches = new Set<string>();
  for (const launch of await store.launches()) {
    const record = await launch.read();
    if (!isKnownHere(record, queue.cluster)) continue;
    launches.add(record.id);
    for (const job of record.jobs) {
      for (const queued of job.job === null ? [] : (byJob.get(job.job) ?? [])) {
        if (queued.name !== jobName(record.experiment, job)) continue;
        jobs.push({ experiment: record.experiment, job, queued });
        if (job.kind === 'inputs') for (const name of job.makes) beingMade.set(name, queued.job);
        const trial = queued.index === null ? undefined : job.trials[queued.index];
        if (job.kind === 'trials' && trial !== undefined) trials.set(`${record.experiment}/${trial}`, queued);
      }
    }
  }
  return { trials, beingMade, jobs, launches };
}

/** Old records do not say who handed the launch to which cluster. */
function isKnownHere({ submitted }: LaunchRecord, cluster: string): boolean {
  return submitted === undefined || (submitted.cluster === cluster && submitted.user === userHere());
}

/** The same, where anything was ever submitted: else Slurm, which may not be here, is not asked. @throws SlurmError */
export async function askStates(store: Store): Promise<LaunchedStates> {
  const records = await Promise.all((await store.launches()).map((launch) => launch.read()));
  const isSubmitted = records.some(({ jobs }) => jobs.some(({ job }) => job !== null));
  if (!isSubmitted) return NOTHING_LAUNCHED;
  const jobs = await queuedJobs();
  return launchedStates(store, { cluster: (await clusterHere()).name, jobs });
}
