import { join } from 'node:path';
import type { Engine } from '@latent-paths/engine';
import { Stopped } from '@latent-paths/trials/stages';
import { expect } from 'vitest';
import { installFaultyDisk } from '../../../../tools/faulty-disk/src/faulty-disk.js';
import type { Operation } from '../../../../tools/faulty-disk/src/operation.js';
import type { Outcome } from '../../src/run/run-jobs.js';
import { CHECKPOINTS, GROWING, LINEAR, remains, run, tiny, watched, workspace, type Workspace } from '../tiny.js';

/** What is run here: a formula and a training, with a checkpoint after every step. */
export const YAML = tiny([LINEAR, GROWING], CHECKPOINTS);

/** What a run leaves that nothing breaks off, and what it does to the disk under its results. */
export interface Unbroken {
  readonly remains: Awaited<ReturnType<typeof remains>>;
  readonly operations: readonly Operation[];
}

let unbroken: Promise<Unbroken> | undefined;

/** Run once for all tests of a file. */
export function unbrokenRun(engine: Engine): Promise<Unbroken> {
  return (unbroken ??= runUnbroken(workspace(YAML), engine));
}

export async function runUnbroken(space: Workspace, engine: Engine): Promise<Unbroken> {
  const disk = installFaultyDisk(join(space.root, 'results'));
  try {
    expect(await run(space, { engine })).toEqual({ finished: 2, failed: [] });
  } finally {
    disk.uninstall();
  }
  return { remains: await remains(space), operations: disk.operations };
}

/** A workspace whose formula has finished and whose training was stopped at a step. */
export async function runUntilStep(step: number, engine: Engine): Promise<Workspace> {
  const space = workspace(YAML);
  const stop = new AbortController();
  const stopping = watched(engine, (purpose, count) => purpose === 'path-training' && count === step && stop.abort());
  await expect(unwaited(space, () => run(space, { engine: stopping, signal: stop.signal }))).rejects.toThrow(Stopped);
  return space;
}

/** The same, without waiting for the disk: no power is cut here. */
export async function unwaited<T>({ root }: Workspace, work: () => Promise<T>): Promise<T> {
  const disk = installFaultyDisk(join(root, 'results'));
  try {
    return await work();
  } finally {
    disk.uninstall();
  }
}

/** Why a run did not bring everything to its end; none if it did. */
export async function problemsOf(attempt: Promise<Outcome>): Promise<string[]> {
  try {
    return (await attempt).failed.map(({ message }) => message);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
