import { type Flags, type FlagValues, UsageError } from '@latent-paths/core';
import type { LauncherName } from './launcher-names.js';

/** What a run asks of a cluster: each flag wins over the key of cluster.yaml that is called the same. */
export const RESOURCE_FLAGS = {
  partition: { value: 'NAME', about: 'with --on=slurm, as the flags below: the partition, or several with commas' },
  account: { value: 'NAME', about: 'whom the time is charged to' },
  qos: { value: 'NAME', about: 'the quality of service' },
  time: { value: 'TIME', about: 'time of each job, 04:00:00 or 1-12:00:00 say; default: what is estimated' },
  cpus: { value: 'N', about: 'cores of each job, and threads of its trial' },
  memory: { value: 'SIZE', about: 'memory of each job, 8G say' },
  gres: { value: 'LIST', about: 'generic resources, gpu:1 say' },
  constraint: { value: 'LIST', about: 'features that nodes must have' },
  throttle: { value: 'N', about: 'elements of an array that run at once' },
  prologue: { value: 'LINE', multiple: true, about: 'a line of the shell before the program' },
  wrap: { value: 'COMMAND', about: 'what the program is started by' },
  node: { value: 'COMMAND', about: 'Node, where jobs run' },
  export: { value: 'A,B', about: 'variables that jobs get' },
  requeues: { value: 'N', about: 'how often a job is queued again' },
  'other-cpu': { value: 'NAME', about: 'requeue | accept: what a training does on another kind of CPU' },
} as const satisfies Flags;

type Values = FlagValues<typeof RESOURCE_FLAGS>;

/** The flags that were given, as they were written. */
export type GivenResources = Readonly<Record<string, string | readonly string[]>>;

/** @throws UsageError if one is given where it means nothing, or beside another that names the same */
export function givenResources(
  flags: Values & { readonly threads: string | undefined; readonly jobs: string | undefined },
  on: LauncherName,
): GivenResources {
  const names = Object.keys(RESOURCE_FLAGS) as (keyof Values)[]; // the keys of that object
  const given = names.flatMap((name) => {
    const value: string | readonly string[] | undefined = flags[name];
    return value === undefined || value.length === 0 ? [] : [[name, value] as const];
  });
  if (on === 'local' && given.length > 0)
    throw new UsageError(`--${given[0]![0]}: expected --on=slurm beside it, got none; a run here asks no cluster`);
  for (const [name, same, what] of [
    ['cpus', 'threads', 'the threads of a trial'],
    ['throttle', 'jobs', 'how many trials run at once'],
  ] as const)
    if (flags[name] !== undefined && flags[same] !== undefined)
      throw new UsageError(`--${name}: expected no --${same} beside it: both name ${what}; leave one out`);
  return Object.fromEntries(given);
}
