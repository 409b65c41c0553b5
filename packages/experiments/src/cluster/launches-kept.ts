import type { LaunchRecord } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { launchNeeds } from './launch-needs.js';
import { clusterHere, queuedJobs, SlurmError, unknownQueue, userHere } from './slurm.js';

/** What is known of the launches of a store. */
export interface KeptLaunches {
  /** Why a launch stays, by its id; absent of one whose jobs are all gone. */
  readonly kept: ReadonlyMap<string, string>;
  /** What those may need, as `launchNeeds` has it; null where that is not known of all: it may be anything. */
  readonly needs: ReadonlySet<string> | null;
  /** Why something of this is not known, in words. */
  readonly problems: readonly string[];
}

/**
 * Which launches may still be needed: jobs of theirs are queued or running, or nobody here can tell. One whose scripts
 * were only printed may be with another scheduler; it stays unless `printed` may go.
 */
export async function launchesKept(store: Store, { printed }: { readonly printed: boolean }): Promise<KeptLaunches> {
  const kept = new Map<string, string>();
  const asked: LaunchRecord[] = [];
  for (const launch of await store.launches()) {
    const record = await launch.read().catch((error: Error) => error);
    if (record instanceof Error) kept.set(launch.id, record.message);
    else if (record.jobs.some(({ job }) => job !== null)) asked.push(record);
    else if (!printed) kept.set(launch.id, 'its scripts were printed, and may be with another scheduler; --older-than');
  }
  const problems: string[] = [];
  if (asked.length > 0) {
    try {
      const [{ name }, queue] = [await clusterHere(), await queuedJobs()];
      const active = new Set(queue.map(({ job }) => job));
      for (const record of asked) {
        const why = reasonToStay(record, { cluster: name, user: userHere(), active });
        if (why !== null) kept.set(record.id, why);
      }
    } catch (error) {
      if (!(error instanceof SlurmError)) throw error;
      for (const { id } of asked) kept.set(id, 'whether its jobs are gone is not known');
      problems.push(`no launch is removed, and nothing that one needs: ${unknownQueue(error)}`);
    }
  }
  return { kept, ...(await needsOf(kept, store, problems)) };
}

async function needsOf(
  kept: ReadonlyMap<string, string>,
  store: Store,
  problems: readonly string[],
): Promise<Pick<KeptLaunches, 'needs' | 'problems'>> {
  const needs = new Set<string>();
  const unread: string[] = [];
  for (const id of kept.keys()) {
    try {
      for (const path of await launchNeeds(store.launch(id), store)) needs.add(path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      unread.push(
        `launch ${id} may need anything, so that no trial and no artifact counts as unused: ${error.message}`,
      );
    }
  }
  return { needs: unread.length === 0 ? needs : null, problems: [...problems, ...unread] };
}

interface Here {
  readonly cluster: string;
  readonly user: string;
  /** Ids of the jobs that are queued or running. */
  readonly active: ReadonlySet<string>;
}

function reasonToStay({ jobs, submitted }: LaunchRecord, { cluster, user, active }: Here): string | null {
  if (submitted === undefined) return 'launch.json does not say which cluster has its jobs';
  if (submitted.cluster !== cluster)
    return `its jobs are with the cluster ${submitted.cluster}, and this is ${cluster}`;
  if (submitted.user !== user) return `${submitted.user} submitted it, who alone surely sees its jobs`;
  const needed = jobs.find(({ job }) => job !== null && active.has(job));
  return needed === undefined ? null : `its job ${needed.job} is queued or running`;
}
