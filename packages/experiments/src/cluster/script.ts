import { basename, join } from 'node:path';
import type { LaunchedJob } from '@latent-paths/core';
import type { LaunchStore } from '@latent-paths/data';
import type { ClusterSettings } from './cluster-settings.js';
import { loaderPath } from './frozen-code/compiled-modules.js';

export interface ScriptOptions {
  readonly job: LaunchedJob;
  readonly experiment: string;
  /** The workspace: what paths of data are relative to. */
  readonly root: string;
  readonly launch: LaunchStore;
  readonly cluster: ClusterSettings;
  /** What it asks for, as Slurm takes it; what the cluster gives by itself if undefined. */
  readonly time: string | undefined;
  /** Variables that it sets, beside those that it is handed. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Seconds before the end of its time at which a job gets a signal, to keep what it has. */
const WARNING = 120;
const ELEMENT = 'packages/experiments/src/cluster/element.ts';
/** The index of an element, as Slurm tells it; other schedulers have another name for it. */
const INDEX = '"$SLURM_ARRAY_TASK_ID"';

/** What a job is called in the queue. */
export function jobName(experiment: string, job: Pick<LaunchedJob, 'name'>): string {
  return `${experiment}/${job.name}`;
}

/**
 * The batch script of a job. What is Slurm's stands in its header; below, the shell turns into the program by `exec`,
 * so that signals reach it.
 */
export function scriptOf(options: ScriptOptions): string {
  const { job, root, launch, cluster, variables } = options;
  const inCode = (path: string) => join(launch.codePath, path);
  const node = [cluster.wrap, quote(cluster.node), '-r', quote(loaderPath(launch.codePath))]
    .filter((part) => part !== undefined)
    .join(' ');
  const element = [node, quote(inCode(ELEMENT)), quote(launch.folder), job.name];
  const index = job.kind === 'trials' ? [INDEX] : [];
  return [
    '#!/bin/bash',
    ...headerOf(options).map((option) => `#SBATCH ${option}`),
    '',
    ...cluster.prologue,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`),
    `export TS_NODE_PROJECT=${quote(inCode('tsconfig.json'))}`,
    `cd ${quote(root)} || exit 1`,
    ['exec', ...element, ...index].join(' '),
    '',
  ].join('\n');
}

function headerOf({ job, experiment, launch, cluster, time }: ScriptOptions): string[] {
  const { partition, account, qos, cpus, memory, gres, constraint, throttle } = cluster;
  const isArray = job.kind === 'trials';
  const log = basename(launch.logPath(job.name, isArray ? '%a' : undefined)); // Slurm puts the index for %a
  const value = (flag: string, text: string | undefined) => (text === undefined ? [] : [`--${flag}=${option(text)}`]);
  return [
    ...value('job-name', jobName(experiment, job)),
    `--output=${option(join(launch.folder.replaceAll('%', '%%'), log))}`,
    '--open-mode=append',
    '--kill-on-invalid-dep=yes',
    '--requeue',
    `--signal=B:TERM@${WARNING}`,
    `--export=${cluster.export.length === 0 ? 'NONE' : cluster.export.join(',')}`,
    ...(isArray ? [`--array=0-${job.trials.length - 1}${throttle === undefined ? '' : `%${throttle}`}`] : []),
    `--cpus-per-task=${cpus}`,
    ...value('partition', partition),
    ...value('account', account),
    ...value('qos', qos),
    ...value('time', time),
    ...value('mem', memory),
    ...value('gres', gres),
    ...value('constraint', constraint),
  ];
}

/** One word of a shell. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** One value of a line of Slurm's header. */
function option(text: string): string {
  return /^[^\s"'\\]+$/.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
