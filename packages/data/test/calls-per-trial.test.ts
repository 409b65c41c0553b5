import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../src/run-store.js';
import { run, summary, temporaryFolder } from './fixtures/records.js';

const SYNC = ['existsSync', 'openSync', 'lstatSync', 'statSync', 'fstatSync', 'statfsSync'] as const;
const ASYNC = ['open', 'readFile', 'readdir', 'stat', 'lstat', 'readlink'] as const;

/** Counts the calls of the file system from now on, until the test ends. */
function counting(): () => number {
  let calls = 0;
  const restores: (() => void)[] = [];
  const wrap = (owner: object, name: string): void => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function')
      throw new TypeError(`counting: expected a call ${name}, got ${typeof original}`);
    Reflect.set(owner, name, (...given: unknown[]): unknown => {
      calls++;
      return Reflect.apply(original, owner, given);
    });
    restores.push(() => Reflect.set(owner, name, original));
  };
  SYNC.forEach((name) => wrap(fs, name));
  ASYNC.forEach((name) => wrap(fs.promises, name));
  syncBuiltinESMExports();
  onTestFinished(() => {
    for (const restore of restores) restore();
    syncBuiltinESMExports();
  });
  return () => calls;
}

const options = { version: '1', make: () => new Map([['seed', 1]]) };

/** What `list` asks of the store. */
async function list(store: Store): Promise<void> {
  await store.experiments();
  await store.index('e', options);
  await store.badLinks();
}

it('a list makes one call for each finished trial that it knows, and four for one that it reads', async () => {
  const store = openStore(temporaryFolder());
  const finish = async (trial: string) => {
    const files = store.experiment('e').trial(trial);
    await files.clear();
    await files.writeSpec('seed: 1\n');
    await files.writeSummary({ ...summary, trial });
    await files.finish({ ...run, trial });
  };
  await store.experiment('e').writeExperiment({
    version: 1,
    name: 'e',
    file: 'e.yaml',
    question: 'Which?',
    baseline: 'a',
    seeds: [1],
    claims: [],
    arms: [],
  });
  const made = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await finish(`t${i}`);
  };
  const calls = counting();
  const callsOf = async (work: () => Promise<void>): Promise<number> => {
    const before = calls();
    await work();
    return calls() - before;
  };
  await made(0, 10);
  const first = await callsOf(() => list(store));
  const known = await callsOf(() => list(store));
  await made(10, 30);
  const firstOfMore = await callsOf(() => list(store));
  const knownOfMore = await callsOf(() => list(store));
  expect(knownOfMore - known).toBe(20);
  // The ten that were known are not read again.
  expect(firstOfMore - first).toBe(10 + (20 - 10) * 4);
});
