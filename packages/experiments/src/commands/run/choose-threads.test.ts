import { UsageError } from '@latent-paths/core';
import { cpus } from 'node:os';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../../tools/testing/src/temporary-folder.js';
import { chooseThreads } from './choose-threads.js';

const machine = cpus().length;
const quiet = { minute: 0.1, runnable: 1 };
const crowd = { minute: 10 * machine, runnable: 10 * machine };
const choose = (threads: number | undefined, load: typeof quiet | null, environment = {}) =>
  chooseThreads(threads === undefined ? {} : { threads }, load, {
    environment,
    parallelism: 4,
    root: temporaryFolder(),
  });

it('takes all cores on a quiet machine, or where nothing is known', () => {
  for (const load of [quiet, null]) expect(choose(undefined, load)).toEqual({ all: 4, each: undefined, why: null });
});

it('takes one on a crowded machine, and says so', () => {
  const { all, each, why } = choose(undefined, crowd);
  expect([all, each]).toEqual([1, 1]);
  expect(why).toMatch(/^this machine is crowded: .*--threads=1.*--threads=4 overrides this$/);
});

it('takes what was asked for, crowded or not', () => {
  expect(choose(3, crowd)).toEqual({ all: 3, each: 3, why: null });
  expect(choose(undefined, crowd, { OMP_NUM_THREADS: '2' })).toEqual({ all: 2, each: undefined, why: null });
});

it('refuses an environment that says no number', () => {
  expect(() => choose(undefined, quiet, { OMP_NUM_THREADS: 'all' })).toThrow(UsageError);
});
