import { setTimeout as sleep } from 'node:timers/promises';
import { run, startRun } from '../command.js';
import type { Fault } from '../fault.js';
import { judge } from '../judge.js';
import type { Space } from '../space.js';

/** What faketime is told in one life of a run after another; every life but the last is killed. */
const CLOCKS: readonly (readonly string[])[] = [
  ['-10y'],
  ['+20y'],
  ['+2d', '-3d'],
  ['+0', '-1h', '+1h'],
  ['@2038-01-19 03:14:06'],
  ['@1970-01-02 00:00:00'],
  ['+0 x100'],
  ['@2026-03-29 01:59:55'],
];

export const clock: Fault = {
  about:
    'clocks that are years off, leap back or run a hundredfold (faketime), also between a kill and the next life; ' +
    'same bits, and records in order',
  needs: ['faketime'],
  isShort: false,
  async inflict(stage) {
    const { took } = await stage.unbroken();
    for (const lives of CLOCKS.filter((_, i) => i % stage.length.every === 0)) {
      const what = lives.join(', then ');
      const space = stage.space(what);
      for (const one of lives.slice(0, -1)) {
        const { child, ended } = startRun(space.root, { ...at(one), patience: stage.patience });
        await Promise.race([sleep(took), ended]);
        child.kill('SIGKILL');
        await ended;
      }
      const ended = await run(space.root, { ...at(lives.at(-1)!), patience: stage.patience });
      const disorder = ended.code === 0 ? await disorderOf(space) : null;
      if (disorder !== null) stage.tally.lost.push(`${what}: ${disorder}`);
      else await judge(stage, space, { what, ended, names: /clock/ });
    }
  },
};

/** Timers are left alone: they would wait for a clock that stands still. */
function at(offset: string): {
  readonly through: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
} {
  return {
    through: ['faketime', '-f', offset],
    environment: { FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' },
  };
}

async function disorderOf({ store, experiment }: Space): Promise<string | null> {
  for (const { trials } of experiment().arms) {
    const run = await store.experiment('x').trial(trials[0]!.id).readRun();
    if (run === null) return 'a trial has no record';
    const dates = [run.startedAt, ...run.resumes.map((resume) => resume.at), run.endedAt ?? ''];
    if (dates.join() !== [...dates].sort().join()) return `records out of order: ${dates.join(', ')}`;
  }
  return null;
}
