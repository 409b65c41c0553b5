import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRun, type Ended } from '../command.js';
import type { Fault } from '../fault.js';
import { endOf, isNamed } from '../end-of.js';
import { problemAfter } from '../judge.js';
import { atExit } from '../machine/at-exit.js';
import { bitsOf, type Space } from '../space.js';
import type { Stage } from '../stage.js';

const ROUNDS = 6;
/** Milliseconds for which a machine waits for one that was killed, and some more: 150 s of silence, 140 s to settle. */
const WAIT = 400_000;
const LOCKED = /another process is at work here \(process \d+ on \S+, since .+\); wait until it ends, or stop it/;

export const machines: Fault = {
  about:
    'two machines (host names and processes of their own) on one folder, over mounts that share no locks; one ' +
    'works, the other says so and leaves, also where the first is killed',
  needs: ['root', 'namespaces', 'bindfs', 'fuse'],
  isShort: false,
  async inflict(stage) {
    const { took } = await stage.unbroken();
    for (let i = 0; i < ROUNDS; i += stage.length.every)
      await meet(stage, { i, delay: (took * i) / ROUNDS, isKilled: i % 3 === 2 });
  },
};

async function meet(
  stage: Stage,
  { i, delay, isKilled }: { readonly i: number; readonly delay: number; readonly isKilled: boolean },
): Promise<void> {
  const space = stage.space(`round-${i}`);
  const seats = ['one', 'two'].map((host) => join(stage.folder, `mount-${i}-${host}`));
  const unmounts = seats.map((seat) => {
    mkdirSync(seat, { recursive: true });
    execFileSync('bindfs', ['--no-allow-other', space.root, seat]);
    return atExit(() => void execFileSync('umount', ['-l', seat]));
  });
  try {
    const first = startOn('one', seats[0]!);
    await sleep(delay);
    const other = startOn('two', seats[1]!);
    if (isKilled) {
      await sleep(500);
      first.child.kill('SIGKILL');
    }
    const ends = await Promise.all([first.ended, other.ended]);
    await judgeMeeting(stage, space, {
      what: `two machines, ${Math.round(delay)} ms apart${isKilled ? ', the first one killed' : ''}`,
      ends,
    });
  } finally {
    for (const unmount of unmounts) unmount();
  }

  function startOn(host: string, seat: string) {
    const through = [
      'unshare',
      '--uts',
      '--pid',
      '--mount',
      '--fork',
      '--kill-child',
      '--mount-proc',
      'sh',
      '-c',
      `hostname machine-${host} && exec "$@"`,
      'sh',
    ];
    return startRun(seat, { through, patience: stage.patience + WAIT });
  }
}

async function judgeMeeting(
  stage: Stage,
  space: Space,
  { what, ends }: { readonly what: string; readonly ends: readonly Ended[] },
): Promise<void> {
  const { tally } = stage;
  if (ends.some(({ hung }) => hung)) return void tally.lost.push(`${what}: came to no end`);
  const one = ends.find(({ code }) => code === 0);
  // Where one got through, its bits are looked at before anything goes on.
  if (one !== undefined && !isDeepStrictEqual(await bitsOf(space), (await stage.unbroken()).bits))
    return void tally.lost.push(`${what}: one ended well, with other bits`);
  const problem = await problemAfter(stage, space);
  if (problem !== null) return void tally.lost.push(`${what}: ${problem}`);
  const stopped = ends.filter(({ code, signal }) => code !== 0 && signal !== 'SIGKILL' && code !== 137);
  const unnamed = stopped.find((end) => !isNamed(end, LOCKED));
  if (unnamed !== undefined) tally.unnamed.push(`${what}: ${endOf(unnamed)}`);
  else if (stopped.length > 0) tally.named += 1;
  else tally.survived += 1;
}
