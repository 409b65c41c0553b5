import { basename, join } from 'node:path';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { integerAt, rootKey } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { command, commandIn, preloading, type Command } from '../command.js';
import { remains, workspace } from '../tiny.js';
import { unbrokenRun, YAML } from './unbroken.js';

/** Twenty in `npx nx run experiments:endurance`. */
const KILLS = Number(process.env['KILLS'] ?? 5);
/** Another seed kills at other moments. */
const key = rootKey(Number(process.env['SEED'] ?? 1));

/** Milliseconds after its first line within which a run is killed from outside. */
const LATEST = 1_500;

/** Kills the command at an operation on the disk under its results, after a share of its bytes. */
const KILLING = preloading('tools/faulty-disk/src/kill-at.ts');

/** Runs until the `i`th moment: three times out of four at an operation on its disk, else when some time has passed. */
async function runUntil(root: string, i: number, operations: number): Promise<Awaited<Command['ended']>> {
  if (i % 4 < 3) {
    const killAt = {
      folder: join(root, 'results'),
      at: integerAt(key, 3 * i, operations),
      part: integerAt(key, 3 * i + 1, 4) / 4,
    };
    return commandIn({ ...KILLING, KILL_AT: JSON.stringify(killAt) }, root).ended;
  }
  const { child, output, ended, until } = command(root);
  await until(() => output().includes('to run'));
  await sleep(integerAt(key, 3 * i + 2, LATEST));
  child.kill('SIGKILL');
  return ended;
}

/**
 * Files that are hidden, which a finished run has no more, but for those of locks: a process that is killed between the
 * end of its trial and giving the folder back leaves one. The lock itself ended with the process.
 */
const hiddenIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /(^|\/)\.[^/]*$/.test(name) && !/^[^/]*\/\.[^/]*$/.test(name) && basename(name) !== '.lock',
  );

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx')));
afterAll(() => engine.dispose());

it(`ends with the same bits after kill -9 at ${KILLS} moments`, async () => {
  const unbroken = await unbrokenRun(engine);
  // Every process would come about so far that the last one finishes, were none of its work lost.
  const operations = Math.ceil((2 * unbroken.operations.length) / Math.min(KILLS, 8));
  let kills = 0;
  for (let i = 0; kills < KILLS;) {
    const { root, ...space } = workspace(YAML);
    for (let finished = false; !finished; i++) {
      const { code, signal, output } = kills < KILLS ? await runUntil(root, i, operations) : await command(root).ended;
      expect(signal === 'SIGKILL' || code === 0, output).toBe(true);
      finished = code === 0;
      if (!finished) kills++;
    }
    expect(await remains({ root, ...space })).toEqual(unbroken.remains);
    expect(hiddenIn(join(root, 'results'))).toEqual([]);
  }
});

it('of two commands at once one does the work, and the other says so and leaves', async () => {
  const unbroken = await unbrokenRun(engine);
  const space = workspace(YAML);
  const ends = await Promise.all([command(space.root).ended, command(space.root).ended]);
  const [worked, ...left] = [...ends].sort((a, b) => Number(a.code !== 0) - Number(b.code !== 0));
  expect(worked).toMatchObject({ code: 0 });
  for (const { code, output } of left)
    if (code !== 0)
      expect([code, output]).toEqual([
        2,
        expect.stringMatching(
          /another process is at work here \(process \d+ on .+, since 20.+\); wait until it ends, or stop it, and run again\n$/,
        ),
      ]);
  expect(await remains(space)).toEqual(unbroken.remains);
});
