import { cpSync, readdirSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LockedError } from '../../src/store/lock.js';
import { startChild } from '../fixtures/child.js';
import { temporaryFolder } from '../fixtures/records.js';
import { filesOf, live } from './life.js';

it('of lives in one folder each step is made by one; the others say so and leave, or find all done', async () => {
  const alone = temporaryFolder();
  await live(alone);
  const shared = temporaryFolder();
  const steps: number[] = [];
  const ends = await Promise.allSettled([0, 1, 2].map(() => live(shared, (step) => steps.push(step))));
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(LockedError);
  expect(ends.some((end) => end.status === 'fulfilled')).toBe(true);
  expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
  expect(filesOf(shared)).toEqual(filesOf(alone));
});

it(
  'a life in a process of its own that is killed goes on in a copy of its folder, at another place and with other ' +
    'times',
  async () => {
    const alone = temporaryFolder();
    await live(alone);
    for (const step of [1, 2, 4, 5, 6]) {
      const [first, second] = [temporaryFolder(), temporaryFolder()];
      const { line, kill } = await startChild('live-until.ts', first, `${step}`);
      expect(line).toBe(`step ${step}`);
      await expect(live(first)).rejects.toThrow(LockedError);
      cpSync(first, join(second, 'copy'), { recursive: true });
      await kill();
      renameSync(join(second, 'copy'), join(second, 'moved'));
      for (const entry of readdirSync(join(second, 'moved'), { recursive: true, withFileTypes: true }))
        utimesSync(join(entry.parentPath, entry.name), 1e9, 1e9);
      for (const folder of [first, join(second, 'moved')]) {
        await live(folder);
        expect(filesOf(folder)).toEqual(filesOf(alone));
      }
    }
  },
);
