import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { startRun } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf, problemAfter } from '../judge.js';
import { startLoad } from '../machine/load.js';
import type { Stage } from '../stage.js';

/** Lives of one space before it is left to finish. */
const MOST_LIVES = 5;

export const kills: Fault = {
  about:
    'kill -9 at random moments under load, of the run and, with --jobs=2, of a worker; the same command ends with ' +
    'the same bits',
  needs: [],
  isShort: false,
  async inflict(stage) {
    const { took } = await stage.unbroken();
    const load = startLoad(stage.length.load);
    stage.note(load.what);
    try {
      let done = 0;
      for (let round = 0; done < stage.length.kills; round++) {
        const lives = Math.min(MOST_LIVES, stage.length.kills - done);
        done += await spaceOfLives(stage, { round, lives, span: (stage.length.load === 0 ? 1 : 1.5) * took });
        stage.say(`${done} killed, ${stage.tally.survived} of them survived so far`);
      }
    } finally {
      load.end();
    }
  },
};

/**
 * Kills several lives of one space, each within `span` milliseconds, lets the last one finish, and tells how many were
 * killed.
 */
async function spaceOfLives(
  stage: Stage,
  { round, lives, span }: { readonly round: number; readonly lives: number; readonly span: number },
): Promise<number> {
  const space = stage.space(`round-${round}`);
  let killed = 0;
  for (let life = 0; life < lives; life++) {
    const at = MOST_LIVES * round + life;
    // Killed workers need a run with workers, and time to start them.
    const kind = (['run', 'run', 'run with workers', 'worker'] as const)[at % 4]!;
    const { child, ended } = startRun(space.root, {
      patience: stage.patience,
      flags: kind === 'run' ? [] : ['--jobs=2'],
    });
    await Promise.race([sleep(stage.draw(at, Math.ceil(span))), ended]);
    const victim = kind === 'worker' ? (childOf(child.pid!) ?? child.pid!) : child.pid!;
    const wasAlive = child.exitCode === null && child.signalCode === null && kill(victim);
    const end = await ended;
    if (wasAlive && !end.hung) killed += 1;
    else if (end.code === 0)
      break; // It was faster.
    else {
      stage.tally.lost.push(
        `life ${at}: ${end.hung ? `came to no end after a ${kind} was killed` : `not killed, but ${endOf(end)}`}`,
      );
      return lives;
    }
  }
  const problem = await problemAfter(stage, space);
  if (problem === null) stage.tally.survived += killed;
  else stage.tally.lost.push(`round ${round}, after ${killed} kills: ${problem}`);
  return killed;
}

/** A process that one has started. */
function childOf(pid: number): number | null {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return first === undefined || first === '' ? null : Number(first);
  } catch {
    return null; // It has ended, or this system tells nothing of children.
  }
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}
