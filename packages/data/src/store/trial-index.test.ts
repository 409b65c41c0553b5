import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../run-store.js';
import { run, summary, temporaryFolder } from '../../test/fixtures/records.js';
import type { IndexValue } from './index-file.js';
import type { IndexOptions } from './trial-index.js';

/** Entries of what a trial's files say; `read` is told of each trial that is read. */
function options(read: string[] = [], version = '1'): IndexOptions {
  return {
    version,
    make: ({ run: { trial, status, seed }, spec, summary: scores, owner }) => {
      read.push(trial);
      return new Map(
        Object.entries({
          status,
          seed,
          list: [seed, null],
          ...(spec !== null && { spec }),
          owner,
          ...(scores && { score: scores.evaluationSeconds }),
        }),
      );
    },
  };
}

async function finish(store: Store, trial: string, score: number): Promise<void> {
  const files = store.experiment('e').trial(trial);
  await files.clear();
  await files.writeSummary({ ...summary, trial, evaluationSeconds: score });
  await files.finish({ ...run, trial, seed: score });
}

async function begun(): Promise<Store> {
  const store = openStore(temporaryFolder());
  for (const [trial, score] of [
    ['b', 1],
    ['a', 2],
  ] as const)
    await finish(store, trial, score);
  return store;
}

describe('the index of an experiment', () => {
  it('holds an entry of every trial, by column, and reads finished ones once', async () => {
    const store = await begun();
    const running = store.experiment('e').trial('c');
    await running.writeRun({ ...run, trial: 'c', seed: 3 });
    await running.writeSpec('path: {}');
    const release = await running.lock();
    const read: string[] = [];
    for (const expected of [['a', 'b', 'c'], ['c']]) {
      read.length = 0;
      const index = await store.index('e', options(read));
      expect(read.toSorted()).toEqual(expected);
      expect(index.trials).toEqual(['a', 'b', 'c']);
      expect([...index.keys].sort()).toEqual(['list', 'owner', 'score', 'seed', 'spec', 'status']);
      expect(index.column('status')).toEqual(['finished', 'finished', 'running']);
      expect(index.column('score')).toEqual([2, 1, undefined]);
      expect(index.column('list')).toEqual([
        [2, null],
        [1, null],
        [3, null],
      ]);
      expect(index.column('spec')).toEqual([undefined, undefined, 'path: {}']);
      expect(index.column('owner')).toEqual([null, null, expect.stringContaining(`process ${process.pid}`)]);
      expect(index.column('other')).toEqual([undefined, undefined, undefined]);
    }
    await release();
  });

  it('is never stale: it sees a trial that was run afresh, one that was added and one that is gone', async () => {
    const store = await begun();
    await store.index('e', options());
    await finish(store, 'b', 7);
    await finish(store, 'd', 8);
    await store.experiment('e').trial('a').clear();
    const read: string[] = [];
    const index = await store.index('e', options(read));
    expect(index.trials).toEqual(['b', 'd']);
    expect(index.column('score')).toEqual([7, 8]);
    expect(read.toSorted()).toEqual(['b', 'd']);
  });

  it('sees a record that was overwritten in place, with another of the same length', async () => {
    const store = await begun();
    await store.index('e', options());
    const path = join(store.experiment('e').trial('b').folder, 'run.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('finished', 'finish-d'));
    const index = await store.index('e', options());
    expect(index.column('status')).toEqual(['finished', undefined]);
    expect([...index.problems.keys()]).toEqual(['b']);
  });

  it('serves a folder that was copied, without reading its trials again', async () => {
    const store = await begun();
    await store.index('e', options());
    const copy = temporaryFolder();
    cpSync(store.folder, copy, { recursive: true });
    const read: string[] = [];
    expect((await openStore(copy).index('e', options(read))).column('score')).toEqual([2, 1]);
    expect(read).toEqual([]);
  });

  it('makes all entries anew where they are made in another way', async () => {
    const store = await begun();
    await store.index('e', options());
    const read: string[] = [];
    await store.index('e', options(read, '2'));
    expect(read.toSorted()).toEqual(['a', 'b']);
  });

  it.each([
    ['altered', (text: string) => text.replace('finished', 'stopped!')],
    ['truncated', (text: string) => text.slice(0, -5)],
    ['of one line', () => 'latent-paths index 1 0'],
    ['empty', () => ''],
  ])('is made anew where its file is %s', async (_, damage) => {
    const store = await begun();
    await store.index('e', options());
    const path = join(store.experiment('e').folder, '.index');
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    const read: string[] = [];
    expect((await store.index('e', options(read))).column('status')).toEqual(['finished', 'finished']);
    expect(read.toSorted()).toEqual(['a', 'b']);
  });

  it('tells of a trial that cannot be read, and of the others all the same', async () => {
    const store = await begun();
    const { folder } = store.experiment('e').trial('a');
    writeFileSync(join(folder, 'summary.json'), '{}');
    for (let time = 0; time < 2; time++) {
      const index = await store.index('e', options());
      expect(index.column('score')).toEqual([undefined, 1]);
      expect([...index.problems]).toEqual([['a', expect.stringContaining(join(folder, 'summary.json'))]]);
    }
  });

  it('says beforehand how many trials it reads in full', async () => {
    const store = await begun();
    const told: number[] = [];
    for (let time = 0; time < 2; time++)
      await store.index('e', { ...options(), onReading: (trials) => told.push(trials) });
    expect(told).toEqual([2]);
  });

  it('is empty where nothing was run', async () => {
    expect((await (await begun()).index('none', options())).trials).toEqual([]);
  });

  it('keeps texts apart from numbers, lists and null that read like them', async () => {
    const store = await begun();
    const values: IndexValue[] = ['1', 1, '[1]', [1], 'null', null, 'true', true, '"1'];
    const made = Object.fromEntries(values.map((value, i) => [`key ${i}`, value]));
    const column: IndexOptions = {
      version: '1',
      make: ({ run: { trial } }) => new Map(Object.entries({ ...made, all: trial === 'a' ? '1' : 1 })),
    };
    for (let time = 0; time < 2; time++) {
      const index = await store.index('e', column);
      values.forEach((value, i) => expect(index.column(`key ${i}`)).toEqual([value, value]));
      expect(index.column('all')).toEqual(['1', 1]);
    }
  });
});
