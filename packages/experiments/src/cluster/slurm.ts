import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { ExplainedError } from '@latent-paths/core';

/** A job, or an element of an array, that is queued or running. */
export interface QueuedJob {
  /** Of the job or of the whole array. */
  readonly job: string;
  /** Null of what is no array. */
  readonly index: number | null;
  /** As Slurm names it: PENDING, RUNNING, COMPLETING, … */
  readonly state: string;
  /** Why it waits, or where it runs. */
  readonly reason: string;
}

/** One with its name: an id alone may be another cluster's, or be given a second time. */
export interface NamedJob extends QueuedJob {
  /** `quickstart/trials-1`: as its script says. */
  readonly name: string;
}

/** Slurm could not do what it was asked; the message is its own. */
export class SlurmError extends ExplainedError {
  override readonly name = 'SlurmError';
}

/** The message where something was submitted from here and Slurm cannot be asked. */
export function unknownQueue({ message }: SlurmError): string {
  return `what a cluster has of it is not known: ${message}`;
}

const run = promisify(execFile);
const LARGEST_ANSWER = 2 ** 28;

/** What one of Slurm's programs answers. @throws SlurmError */
export const ask = (program: string, ...args: string[]): Promise<string> => askBy(program, program, ...args);

/** What a program answers that asks one of Slurm's. */
async function askBy(asked: string, program: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(program, args, { encoding: 'utf8', maxBuffer: LARGEST_ANSWER });
    return stdout;
  } catch (error) {
    throw new SlurmError(`${asked}: ${reasonOf(error)}`, { cause: error });
  }
}

const REMEDY = 'run this where jobs are submitted, or write the scripts alone by --print';
/** What Slurm's programs end with where no controller answers, or none is configured. */
const UNREACHED = /Unable to contact slurm controller|Could not establish a configuration source/i;

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return `not found on PATH; ${REMEDY}`;
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  const unreached = said.split('\n').find((line) => UNREACHED.test(line));
  if (unreached !== undefined) return `${unreached.replace(/^\w+: (error|fatal): /, '')}; ${REMEDY}`;
  return said || error.message;
}

/** Submits a script; resolves to the job's id. @throws SlurmError */
export async function submit(script: string, dependency: string | null): Promise<string> {
  const flags = dependency === null ? [] : [`--dependency=${dependency}`];
  const answer = await ask('sbatch', '--parsable', ...flags, script);
  const [, id] = /^(\d+)(;.*)?$/.exec(answer.trim()) ?? []; // behind the semicolon, the cluster
  if (id === undefined) throw new SlurmError(`sbatch: expected the id of a job, got ${JSON.stringify(answer.trim())}`);
  return id;
}

/** A cluster: its name, and the number of elements that an array may have. @throws SlurmError */
export async function clusterHere(): Promise<{ readonly name: string; readonly maxArraySize: number }> {
  const answer = await ask('scontrol', 'show', 'config');
  const valueOf = (key: string) => new RegExp(`^${key}\\s*=\\s*(\\S+)`, 'm').exec(answer)?.[1];
  const [name, size] = [valueOf('ClusterName'), Number(valueOf('MaxArraySize'))];
  if (name === undefined || !Number.isInteger(size))
    throw new SlurmError('scontrol show config: expected ClusterName and MaxArraySize, got fewer');
  return { name, maxArraySize: size };
}

/** Whose jobs are asked for. */
export function userHere(): string {
  return userInfo().username;
}

/**
 * The most seconds that a job may take in some partitions, joined by commas, or in the default one: the least of their
 * limits. Null if none of them has one. @throws SlurmError
 */
export async function timeLimit(partitions: string | undefined): Promise<number | null> {
  const names = partitions?.split(',');
  const answer = await ask('sinfo', '--noheader', '--format=%P|%l'); // a star behind the default one
  const limits = answer.split('\n').flatMap((line) => {
    const [name = '', limit = ''] = line.trim().split('|');
    const isAsked = names === undefined ? name.endsWith('*') : names.includes(name.replace(/\*$/, ''));
    const seconds = isAsked ? secondsOf(limit) : null;
    return seconds === null ? [] : [seconds];
  });
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Of `days-hours:minutes:seconds`, whose front may be absent; null of `infinite`. */
function secondsOf(limit: string): number | null {
  const found = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)$/.exec(limit);
  if (found === null) return null;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return 86_400 * days! + 3600 * hours! + 60 * minutes! + seconds!;
}

/** States from which Slurm leads a job nowhere else. Some sites list such jobs, too (`SQUEUE_STATES`). */
const ENDED = new Set([
  ...['BOOT_FAIL', 'CANCELLED', 'COMPLETED', 'DEADLINE', 'FAILED', 'NODE_FAIL', 'OUT_OF_MEMORY', 'PREEMPTED'],
  ...['REVOKED', 'TIMEOUT'],
]);

/** Whether a job of this state is over: done, failed, cancelled, or lost with its node. */
export function hasEnded(state: string): boolean {
  return ENDED.has(state);
}

/** What this user has queued or running. @throws SlurmError */
export async function queuedJobs(): Promise<NamedJob[]> {
  const answer = await ask('squeue', '--array', '--noheader', `--user=${userHere()}`, '--format=%i|%T|%j|%R');
  return answer.split('\n').flatMap((text) => {
    const found = /^\s*(\d+)(?:_(\d+))?\|([A-Z_]+)\|([^|]*)\|(.*)$/.exec(text);
    if (found === null) return [];
    const [, job, digits, state, name, reason] = found;
    if (hasEnded(state!)) return [];
    const index = digits === undefined ? null : Number(digits);
    return [{ job: job!, index, state: state!, reason: reason!.trim(), name: name!.trim() }];
  });
}

/** What Slurm says of something, by key. */
export type Shown = ReadonlyMap<string, string>;

/** What Slurm says of a job or an element of an array. @throws SlurmError */
export async function showJob(id: string): Promise<Shown> {
  return shownIn(await ask('scontrol', 'show', 'job', id, '--oneliner'));
}

/** What Slurm says of nodes, by their names. @throws SlurmError */
export async function showNodes(names: readonly string[]): Promise<ReadonlyMap<string, Shown>> {
  const answer = await ask('scontrol', 'show', 'node', names.join(','), '--oneliner');
  const shown = answer.split('\n').map(shownIn);
  return new Map(shown.flatMap((one) => (one.has('NodeName') ? [[one.get('NodeName')!, one]] : [])));
}

function shownIn(line: string): Shown {
  return new Map([...line.matchAll(/(\w+)=(\S*)/g)].map(([, key, value]) => [key!, value!]));
}

/** Queueing again ends the job that asks for it, by SIGTERM: what it still has to ask is asked by who ignores that. */
const AGAIN = 'trap "" TERM; scontrol requeue "$1" && { [ -z "$2" ] || scontrol update "JobId=$1" "$2"; }';

/**
 * Queues a job or an element of an array again, which ends it, and then changes what it asks for, `Features=milan` say:
 * Slurm changes jobs that wait alone. @throws SlurmError
 */
export async function requeue(id: string, change: string | null): Promise<void> {
  await askBy('scontrol', 'sh', '-c', AGAIN, 'sh', id, ...(change === null ? [] : [change]));
}

/** Ends jobs and whole arrays, queued or running. @throws SlurmError */
export async function cancel(ids: readonly string[]): Promise<void> {
  await ask('scancel', ...ids);
}
