import {
  ENGINE_NAMES,
  parseArguments,
  suggestion,
  UsageError,
  type EngineName,
  type Flags,
  type FlagValues,
} from '@latent-paths/core';
import { HELP_FLAG } from '../common-flags.js';
import type { RunOptions } from '../../run/plan/run-options.js';
import { LAUNCHER_NAMES, type LauncherName } from './launchers/launcher-names.js';
import { type GivenResources, givenResources, RESOURCE_FLAGS } from './launchers/resource-flags.js';

/** Every flag of a run, in the order in which they are shown. */
export const RUN_FLAGS = {
  plan: { about: 'print the trials, their progress and their cost; run nothing' },
  arms: { value: 'a,b', about: 'run only these arms, each at all points of its matrix; * matches any letters' },
  seeds: { value: 'N', about: 'use seeds 1 … N in place of the file’s' },
  set: {
    value: 'key=value',
    multiple: true,
    about: 'override a setting, as in --set budget.projections=20000',
  },
  jobs: { value: 'N', about: 'run N trials at once, each with its share of the cores' },
  threads: {
    value: 'N',
    about:
      'compute each trial on N threads; default: all cores that this process may use, shared by the trials that ' +
      'run at once',
  },
  shuffle: { about: 'run in an order that mixes arms and seeds, for an early signal; it is the same every time' },
  'keep-going': { about: 'after a failure, run the other trials (the default)' },
  'fail-fast': { about: 'stop at the first failure; running trials save a checkpoint' },
  detach: { about: 'run in the background, even if this terminal closes; latent-paths tail follows the log' },
  fresh: { about: 'run every trial again from its start' },
  engine: { value: 'NAME', about: ENGINE_NAMES.join(' | ') },
  on: {
    value: 'NAME',
    about: `${LAUNCHER_NAMES.join(' | ')}: here (the default), or submitted to a cluster as cluster.yaml says`,
  },
  wait: { about: 'with --on=slurm: follow what was submitted until it has ended' },
  print: { about: 'with --on=slurm: write the scripts and print them; submit nothing' },
  ...RESOURCE_FLAGS,
} as const satisfies Flags;

/** What a command line asks for. */
export interface RunRequest {
  readonly file: string;
  readonly plan: boolean;
  readonly detach: boolean;
  /** Names or patterns of arms; all where undefined. */
  readonly arms: readonly string[] | undefined;
  readonly seeds: number | undefined;
  readonly set: readonly string[];
  readonly engine: EngineName | undefined;
  readonly on: LauncherName;
  /** Whether what was submitted is followed until it has ended. */
  readonly wait: boolean;
  /** Whether scripts are printed in place of being submitted. */
  readonly print: boolean;
  /** What is asked of a cluster beside what cluster.yaml says. */
  readonly resources: GivenResources;
  readonly run: Omit<RunOptions, 'arms'>;
}

/** @throws UsageError if a flag is unknown or has no such value; null if help is asked for */
export function readRequest(args: readonly string[]): RunRequest | null {
  const { names, flags } = parseArguments(args, { ...RUN_FLAGS, ...HELP_FLAG });
  if (flags.help) return null;
  const [file, ...rest] = names;
  if (file === undefined || file.trim() === '' || rest.length > 0)
    throw new UsageError(
      `expected one experiment, as in experiments/quickstart.yaml, got ${names.join(' ').trim() || 'none'}`,
    );
  if (flags['keep-going'] && flags['fail-fast'])
    throw new UsageError('--fail-fast: expected one of --fail-fast and --keep-going, got both; leave one out');
  const { plan, detach, arms, seeds, set, jobs, threads, shuffle, fresh, engine, print, wait } = flags;
  const on = nameOf('--on', flags.on, LAUNCHER_NAMES) ?? 'local';
  checkLauncher(on, flags);
  return {
    file,
    plan,
    detach,
    arms: arms === undefined ? undefined : listOf(arms),
    seeds: countOf('--seeds', seeds),
    set,
    engine: nameOf('--engine', engine, ENGINE_NAMES),
    on,
    print,
    wait,
    resources: givenResources(flags, on),
    run: {
      shuffle,
      fresh,
      failFast: flags['fail-fast'],
      jobs: countOf('--jobs', jobs) ?? 1,
      ...threadsOf(threads),
    },
  };
}

function listOf(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

function countOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`${flag}: expected a positive integer, got ${text}`);
  return Number(text);
}

function threadsOf(text: string | undefined): { readonly threads?: number } {
  const threads = countOf('--threads', text);
  return threads === undefined ? {} : { threads };
}

function nameOf<Name extends string>(flag: string, text: string | undefined, names: readonly Name[]): Name | undefined {
  if (text === undefined) return undefined;
  const name = names.find((candidate) => candidate === text);
  if (name === undefined)
    throw new UsageError(`${flag}: expected one of ${names.join(', ')}, got ${text}${suggestion(text, names)}`);
  return name;
}

/** @throws UsageError if a flag means nothing where the run goes */
function checkLauncher(
  on: LauncherName,
  { print, wait, detach, ...flags }: Pick<FlagValues<typeof RUN_FLAGS>, 'print' | 'wait' | 'detach' | 'fail-fast'>,
): void {
  if (on === 'local') {
    if (print) throw new UsageError('--print: expected --on=slurm beside it, got none; --plan tells of a run here');
    if (wait)
      throw new UsageError(
        '--wait: expected --on=slurm beside it, got none; a run on this machine always waits: leave --wait out',
      );
    return;
  }
  if (print && wait)
    throw new UsageError('--wait: expected no --print beside it: nothing is submitted then; leave one out');
  if (detach)
    throw new UsageError('--detach: expected no --on=slurm beside it: a cluster needs no terminal; leave it out');
  if (flags['fail-fast'])
    throw new UsageError(
      '--fail-fast: expected no --on=slurm beside it: its jobs do not know of each other; leave it out',
    );
}
