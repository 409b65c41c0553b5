import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { integerAt, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { Killed } from '../../../../tools/faulty-disk/src/faulty-disk.js';
import type { Operation } from '../../../../tools/faulty-disk/src/operation.js';
import { afterPowerCut } from '../../../../tools/faulty-disk/src/power-cut.js';
import { openStore } from '../../src/run-store.js';
import { lastingFilesOf, live, STEPS } from './life.js';
import { onFaultyDisk } from './on-faulty-disk.js';

const stage = onFaultyDisk();

/**
 * Shares of a write's bytes that reach the disk before the process is killed; all of them do where it is killed at the
 * next operation.
 */
const PARTS = [0, 0.5];

/** Whether the life was over before it was killed. */
async function liveUntil(at: number, part: number): Promise<boolean> {
  stage.disk.break({ kind: 'kill', at, part });
  const isOver = await live(stage.root).then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof Killed)) throw error;
      return false;
    },
  );
  stage.disk.heal();
  return isOver;
}

describe('a process that is killed', () => {
  it('at any operation, after any part of its bytes, leaves what the next one brings to the same end', async () => {
    const { root, whole, operations } = stage;
    expect(operations.length).toBeGreaterThan(100);
    for (const [at, { kind, path }] of operations.entries()) {
      if (kind === 'sync') continue; // What a kill leaves is then the same as before.
      for (const part of kind === 'write' ? PARTS : [0]) {
        await liveUntil(at, part);
        const began = await openStore(root).experiment('x').trial('abc').readCheckpoint();
        const steps: number[] = [];
        await live(root, (step) => steps.push(step));
        expect(lastingFilesOf(root), `killed at operation ${at}, ${kind} ${path}, after ${part} of it`).toEqual(whole);
        expect(steps.length).toBeLessThanOrEqual(STEPS - (began?.bytes[0] ?? 0));
        stage.beginAnew();
      }
    }
  });

  it('again and again, at moments drawn at random, ends with the same bytes', async () => {
    const key = rootKey(1);
    for (let round = 0; round < 10; round++) {
      let kills = 0;
      while (
        !(await liveUntil(integerAt(key, 200 * round + kills, 80), integerAt(key, 200 * round + 100 + kills, 4) / 4))
      )
        kills++;
      expect(kills).toBeGreaterThan(0);
      expect(lastingFilesOf(stage.root)).toEqual(stage.whole);
      stage.beginAnew();
    }
  });
});

it('killed while it clears a trial leaves one that is whole, or one to begin anew', async () => {
  const { root, disk, whole } = stage;
  await live(root);
  const trial = openStore(root).experiment('x').trial('abc');
  for (let at = 0; ; at++) {
    disk.heal();
    await live(root);
    expect(lastingFilesOf(root)).toEqual(whole);
    disk.heal();
    disk.break({ kind: 'kill', at, part: 0 });
    const isOver = await trial.clear().then(
      () => true,
      () => false,
    );
    disk.heal();
    if (isOver) break;
    if ((await trial.readRun())?.status === 'finished') expect(await trial.check()).toEqual([]);
  }
  expect(await trial.readRun()).toBeNull();
});

describe('a machine whose power is cut', () => {
  /** What is left where nothing is kept but what was synced. */
  const cutAfter = (operations: readonly Operation[]) =>
    stage.beginAnew(() => {
      for (const [path, content] of afterPowerCut(operations)) {
        mkdirSync(join(stage.root, content === null ? path : dirname(path)), { recursive: true });
        if (content !== null) writeFileSync(join(stage.root, path), content);
      }
    });

  it('at any operation goes on to the same end', async () => {
    const { root, whole, operations } = stage;
    for (let cut = 0; cut <= operations.length; cut++) {
      if (operations[cut - 1]?.kind !== 'sync' && cut > 0) continue; // What is left is then the same as before.
      cutAfter(operations.slice(0, cut));
      await live(root);
      expect(lastingFilesOf(root), `cut before operation ${cut}, ${JSON.stringify(operations[cut])}`).toEqual(whole);
    }
  });

  it('has lost nothing that was finished, and no checkpoint that was written', async () => {
    const { root, whole, disk } = stage;
    const done: number[] = [];
    await live(root, () => done.push(disk.operations.length));
    const { operations } = disk;
    cutAfter(operations);
    expect(lastingFilesOf(root)).toEqual(whole);
    // Before the fourth step the checkpoint of the third was written, and its rows before it.
    cutAfter(operations.slice(0, done[3]));
    const trial = openStore(root).experiment('x').trial('abc');
    const saved = await trial.readCheckpoint();
    expect(saved?.bytes[0]).toBe(3);
    expect((await trial.readMetrics()).map(({ step }) => step)).toEqual([2]);
  });
});
