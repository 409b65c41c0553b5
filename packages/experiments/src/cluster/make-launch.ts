import { resolve } from 'node:path';
import type { EngineName, LaunchedJob, LaunchRecord } from '@latent-paths/core';
import { MNIST_VARIABLE, type LaunchStore, type Store } from '@latent-paths/data';
import { codeOf } from '@latent-paths/trials/provenance';
import type { TrialJob } from '@latent-paths/trials/stages';
import type { AskedTime } from './asked-time.js';
import type { ClusterSettings } from './cluster-settings.js';
import { compileCode } from './frozen-code/compile-code.js';
import { freezeCode } from './frozen-code/freeze-code.js';
import { launchedTrial } from './launched-trial.js';
import { lockfileHash } from './lockfile-hash.js';
import { scriptOf } from './script.js';

export interface MakeLaunchOptions {
  readonly experiment: string;
  readonly trials: readonly TrialJob[];
  readonly jobs: readonly LaunchedJob[];
  readonly store: Store;
  readonly cluster: ClusterSettings;
  /** The time that each job asks for, by its name. */
  readonly times: ReadonlyMap<string, AskedTime>;
  /** The workspace: what paths of data are relative to. */
  readonly root: string;
  /** The checkout whose code runs. */
  readonly checkout: string;
  readonly engine: EngineName | undefined;
  readonly command: string;
  /** Who hands it to which cluster; null if nobody does. */
  readonly submitted: LaunchRecord['submitted'] | null;
  readonly date: string;
  readonly tell: (line: string) => void;
}

/** A launch as it lies on disk. */
export interface MadeLaunch {
  readonly launch: LaunchStore;
  readonly record: LaunchRecord;
}

/** Writes all that jobs need: a copy of the code, the trials as they are resolved now, and a script for each job. */
export async function makeLaunch(options: MakeLaunchOptions): Promise<MadeLaunch> {
  const { experiment, store, cluster, root, checkout, engine, date } = options;
  const launch = await beginLaunch(experiment, date, store);
  const { change, ...code } = codeOf(root, { tell: options.tell });
  if (change !== null) await store.keepChange(change);
  const files = await freezeCode(checkout, launch.codePath);
  await compileCode(launch.codePath, files);
  await launch.writeTrials(options.trials.map(launchedTrial));
  const record: LaunchRecord = {
    version: 1,
    id: launch.id,
    experiment,
    submittedAt: date,
    command: options.command,
    root,
    checkout,
    code,
    node: process.versions.node,
    lockfile: lockfileHash(checkout),
    ...(engine !== undefined && { engine }),
    threads: cluster.cpus,
    requeues: cluster.requeues,
    ...(cluster.otherCpu === 'accept' && { otherCpu: cluster.otherCpu }),
    jobs: [...options.jobs],
    ...(options.submitted && { submitted: options.submitted }),
  };
  const variables = dataVariables(process.env);
  for (const job of record.jobs) {
    const time = options.times.get(job.name)?.time;
    const text = scriptOf({ job, experiment, root, launch, cluster, time, variables });
    await launch.writeScript(job.name, text);
  }
  await launch.write(record);
  return { launch, record };
}

/** Where data lie by the environment of whoever submits: jobs get no other variables of it. */
function dataVariables({ [MNIST_VARIABLE]: folder = '' }: NodeJS.ProcessEnv): Record<string, string> {
  return folder === '' ? {} : { [MNIST_VARIABLE]: resolve(folder) };
}

/** Named after the experiment and the second; a number behind it where that name is taken. */
async function beginLaunch(experiment: string, date: string, store: Store): Promise<LaunchStore> {
  const name = `${experiment}.${date.slice(0, 19).replace(/[-:]/g, '')}`;
  for (let count = 1; ; count++) {
    const launch = store.launch(count === 1 ? name : `${name}-${count}`);
    try {
      await launch.begin();
      return launch;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
