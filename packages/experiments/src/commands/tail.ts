import { EXIT, type MetricsRow, UsageError, plural } from '@latent-paths/core';
import type { LogPlace, Store, TrialStore } from '@latent-paths/data';
import { formatSeconds } from '../terminal/format.js';
import { defineCommand, type CommandContext } from './command.js';
import { allTrials, findTrial, fullName, type TrialName } from './find-trial.js';
import { followLog, type LogFollower } from './follow-log.js';
import { followQueue } from './follow-queue.js';
import { formatNumber } from './format-value.js';
import { statusOf } from './trial-entry.js';
import { writeJsonLine } from './write-json.js';

/** Milliseconds between looks. */
const PAUSE = 500;
/** Milliseconds without a running trial after which no other is expected to begin. */
const GRACE = 5_000;

export const tail = defineCommand({
  usage: '[experiment | trial]',
  about: `Prints the last rows of the running trials (of all, of one experiment, or of one trial), and then each row as
it is written, until all have ended or Ctrl-C is pressed. Between the trials of an experiment it waits a few seconds
for the next. For a run that was started with --detach, it also prints the lines of its log, and waits until that run
has ended. For one that was submitted to a cluster, it prints what is queued and running there when that changes, and
waits until nothing is.`,
  flags: {
    once: { about: 'print the last rows and exit' },
    lines: { about: 'how many of the last rows of each trial; default: 5', value: 'N' },
  },
  examples: ['tail', 'tail dense-alpha --lines 20', 'tail 332d --once --json'],
  json:
    'one object a line: experiment, trial, and either row (a line of metrics.jsonl), log (a line of the run’s log; ' +
    'trial is null) or status (where it begins to be followed, goes back to a checkpoint or ends), in words',

  async run({ names, flags }, context) {
    if (names.length > 1) throw new UsageError(`tail: expected one experiment or trial, got ${names.length}`);
    const look: Look = {
      scope: await chooseScope(names[0], context.store),
      lines: readLines(flags.lines),
      followed: new Map(),
      settled: new Set(),
    };
    const log = openLog(look, context.store);
    const queue = followQueue(context, look.scope);
    let idle = 0;
    for (;;) {
      for (const line of log.read()) tellLog(context, look.scope.told, line);
      const queued = await queue();
      for (const { experiment, line } of queued.lines) tellLog(context, experiment, line);
      const running = (await lookAt(look, context)) + (log.isWritten() ? 1 : 0) + queued.active;
      if (running === 0 && look.followed.size === 0) context.err.write(`${look.scope.told}: no trial is running\n`);
      idle = running > 0 ? 0 : idle + PAUSE;
      const isOver = running === 0 && (look.followed.size === 0 || look.scope.trial !== null || idle > GRACE);
      if (flags.once || isOver) return EXIT.done;
      await context.sleep(PAUSE);
      if (context.signal.aborted) return EXIT.interrupted;
    }
  },
});

interface Scope {
  readonly experiment: string | null;
  readonly trial: string | null;
  readonly told: string;
}

async function chooseScope(name: string | undefined, store: Store): Promise<Scope> {
  if (name === undefined) return { experiment: null, trial: null, told: store.folder };
  if ((await store.experiments()).includes(name)) return { experiment: name, trial: null, told: name };
  const found = await findTrial(name, store);
  return { ...found, told: fullName(found) };
}

function readLines(text = '5'): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--lines: expected a whole number, got ${text}`);
  return Number(text);
}

/** Of a trial or of all experiments, none. */
function openLog({ scope, lines }: Look, store: Store): LogFollower {
  if (scope.experiment === null || scope.trial !== null) return { read: () => [], isWritten: () => false };
  return followLog(store.experiment(scope.experiment).logPath, lines);
}

interface Followed {
  readonly place: LogPlace;
  readonly status: string;
}

interface Look {
  readonly scope: Scope;
  /** Rows to begin with. */
  readonly lines: number;
  /** Trials whose rows are printed, by full name. */
  readonly followed: Map<string, Followed>;
  /** Trials that had finished when they were first seen, or cannot be read. */
  readonly settled: Set<string>;
}

/** Tells what is new of every running trial, and of those that were. @returns how many are running */
async function lookAt({ scope, lines, followed, settled }: Look, context: CommandContext): Promise<number> {
  let running = 0;
  for (const one of await trialsIn(scope, context.store)) {
    const name = fullName(one);
    const known = followed.get(name);
    if (settled.has(name)) continue;
    const files = context.store.experiment(one.experiment).trial(one.trial);
    const status = await currentStatus(files);
    if (status === 'running') running += 1;
    if (known === undefined && status !== 'running' && scope.trial === null) {
      if (status === 'finished') settled.add(name);
      continue;
    }
    const read = await files.followMetrics(known?.place ?? null).catch((error: Error) => error);
    if (read instanceof Error) {
      tellStatus(context, one, `cannot be read: ${read.message}`);
      settled.add(name);
      followed.delete(name);
      continue;
    }
    const { rows, anew, place } = read;
    if (known === undefined) tellStatus(context, one, `${status}, ${plural(place.lines, 'row')}`);
    if (anew) tellStatus(context, one, 'went back to its last checkpoint');
    for (const row of known === undefined ? rows.slice(Math.max(0, rows.length - lines)) : rows)
      tellRow(context, one, row);
    if (known !== undefined && status !== known.status) tellStatus(context, one, status);
    followed.set(name, { place, status });
  }
  return running;
}

async function trialsIn({ experiment, trial }: Scope, store: Store): Promise<TrialName[]> {
  if (experiment === null) return allTrials(store);
  const ids = trial === null ? await store.experiment(experiment).trials() : [trial];
  return ids.map((id) => ({ experiment, trial: id }));
}

/** Where the record is gone, the trial was cleared to be run afresh. */
async function currentStatus(files: TrialStore): Promise<string> {
  const run = await files.readRun();
  return run === null ? 'cleared' : statusOf(run, run.status === 'running' ? await files.owner() : null);
}

function tellStatus(context: CommandContext, one: TrialName, status: string): void {
  if (context.json) writeJsonLine(context, 'tail', { ...one, status });
  else context.out.write(`${fullName(one)}  ${status}\n`);
}

function tellLog(context: CommandContext, experiment: string, line: string): void {
  if (context.json) writeJsonLine(context, 'tail', { experiment, trial: null, log: line });
  else context.out.write(`${experiment}  ${line}\n`);
}

function tellRow(context: CommandContext, one: TrialName, row: MetricsRow): void {
  if (context.json) {
    writeJsonLine(context, 'tail', { ...one, row });
    return;
  }
  const { step, total, losses, validation, seconds } = row;
  const values = (record: Readonly<Record<string, number>>) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${formatNumber(value)}`)
      .join(', ');
  const parts = [
    `step ${step}`,
    `total ${formatNumber(total)}`,
    values(losses),
    validation === null ? '' : `validation: ${values(validation)}`,
    formatSeconds(seconds),
  ];
  context.out.write(`${fullName(one)}  ${parts.filter((part) => part !== '').join('  ')}\n`);
}
