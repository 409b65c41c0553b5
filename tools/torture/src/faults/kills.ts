import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildReport } from '@latent-paths/report';
import { startReport, startRun, type Started } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf } from '../end-of.js';
import { problemAfter } from '../judge.js';
import { startLoad } from '../machine/load.js';
import { childrenOf, processorTime } from '../machine/processor-time.js';
import type { Space } from '../space.js';
import type { Stage } from '../stage.js';

/** Lives of one space before it is left to finish, and then its report is killed, too. */
const MOST_LIVES = 4;
/** Who is killed in one life after another. */
const VICTIMS = ['run', 'run', 'run', 'run with workers', 'run', 'run', 'run', 'worker'] as const;
/** What a life takes of a processor, as a share of the unbroken run: each worker loads everything itself. */
const SHARES = { run: 1, 'run with workers': 2, worker: 2, report: 0.4 } as const;
/** Where the draws for reports begin: behind those of all lives. */
const REPORTS = 1_000_000;
/** The share of a life in which it only loads, and touches no file: a tenth of all kills falls there. */
const LOADING = 0.3;
/** Milliseconds between looks at how much it has taken. */
const LOOK = 20;

export const kills: Fault = {
  about:
    'kill -9 at random moments of a whole life, under load, of the run, of a worker (--jobs=2) and of the report; ' +
    'the same command ends with the same bits',
  needs: ['processorTime'],
  isShort: false,
  async inflict(stage) {
    const { kills: all, load: processes } = stage.length;
    const load = startLoad(processes);
    stage.note(load.what);
    const moments: string[] = [];
    try {
      for (let round = 0; moments.length < all && stage.tally.lost.length === 0; round++) {
        moments.push(...(await killSpace(stage, round, all - moments.length)));
        stage.say(`${moments.length} killed, ${stage.tally.survived} of them survived so far`);
      }
    } finally {
      load.end();
    }
    stage.note(`last heard of those that were killed: ${countOf(moments)}`);
  },
};

/**
 * Kills lives of one space, at most `most`, lets the last one finish, and kills its report. Tells what each had said
 * last.
 */
async function killSpace(stage: Stage, round: number, most: number): Promise<string[]> {
  const { tally, patience } = stage;
  const space = stage.space(`round-${round}`);
  const moments: string[] = [];
  for (let life = MOST_LIVES * round; moments.length < Math.min(MOST_LIVES, most); life++) {
    const victim = VICTIMS[life % VICTIMS.length]!;
    const moment = await momentIn(stage, victim, life);
    const started = startRun(space.root, { patience, flags: victim === 'run' ? [] : ['--jobs=2'] });
    const isKilled = await killDuring(started, moment, victim === 'worker');
    const end = await started.ended;
    if (end.hung || (!isKilled && end.code !== 0)) {
      tally.lost.push(`life ${life}, ${victim}: ${end.hung ? 'came to no end' : `not killed, but ${endOf(end)}`}`);
      return moments;
    }
    if (!isKilled) break; // It was faster.
    moments.push(lastHeard(end.output));
  }
  const problem =
    (await problemAfter(stage, space)) ??
    (moments.length < most ? await killReport(stage, { space, round, moments }) : null);
  if (problem === null) tally.survived += moments.length;
  else tally.lost.push(`round ${round}, killed ${countOf(moments)}: ${problem}`);
  return moments;
}

/** Kills the report of a finished space; why the page is not as it should be then. */
async function killReport(
  stage: Stage,
  { space, round, moments }: { readonly space: Space; readonly round: number; readonly moments: string[] },
): Promise<string | null> {
  const { patience } = stage;
  const page = join(space.results, 'x/report.html');
  const isWhole = () => /<\/html>\s*<!-- made from [0-9a-f]{64} -->\n$/.test(readFileSync(page, 'utf8'));
  const moment = await momentIn(stage, 'report', round);
  const started = startReport(space.root, { patience });
  if (await killDuring(started, moment, false)) moments.push('report');
  await started.ended;
  if (existsSync(page) && !isWhole()) return 'the report is there in part';
  await buildReport({ results: space.results, experiment: 'x' });
  return isWhole() ? null : 'the report that was then built is there in part';
}

/** Seconds of a processor after which a life is killed. */
async function momentIn(stage: Stage, victim: keyof typeof SHARES, at: number): Promise<number> {
  const { spent } = await stage.unbroken();
  const drawn = stage.draw(victim === 'report' ? REPORTS + at : at, 1000) / 1000;
  const share = drawn < 0.1 ? (drawn / 0.1) * LOADING : LOADING + ((drawn - 0.1) / 0.9) * (1 - LOADING);
  return share * SHARES[victim] * spent;
}

/**
 * Kills a process, or its first worker, once all of it has taken so much of a processor; whether it was still there.
 */
async function killDuring({ child, ended }: Started, seconds: number, isWorker: boolean): Promise<boolean> {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  while (!hasEnded && processorTime(child.pid!) < seconds) await sleep(LOOK);
  const [worker] = isWorker ? childrenOf(child.pid!) : [];
  return !hasEnded && child.exitCode === null && kill(worker ?? child.pid!);
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // It has ended.
  }
}

/** What a run had said last, without its numbers. */
function lastHeard(output: string): string {
  const line = output.trim().split('\n').at(-1)!;
  if (line === '' || /^x: |^this machine/.test(line)) return 'nothing yet';
  return line.replace(/ {2,}.*/, '').replace(/^\d+ of \d+ (trials to run).*/, '$1');
}

function countOf(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count} × ${word}`)
    .join(', ');
}
