import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { isCrowded, readLoad, watchCrowd, type Load } from './crowd.js';

function system(loadavg: string): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'proc'));
  writeFileSync(join(root, 'proc/loadavg'), loadavg);
  return root;
}

it('reads what wants to run, now and over a minute', () => {
  expect(readLoad(system('14.75 6.38 2.61 21/188 11723\n'))).toEqual({ minute: 14.75, runnable: 21 });
  expect(readLoad(system('strange\n'))).toBe(null);
  expect(readLoad(temporaryFolder())).toBe(null);
});

it.each([
  [{ minute: 14.75, runnable: 21 }, true],
  [{ minute: 4, runnable: 3 }, true],
  [{ minute: 3.9, runnable: 21 }, false], // it has only just begun
  [{ minute: 14.75, runnable: 2 }, false], // it is over
])('%j on two cores is a crowd: %s', (load, expected) => expect(isCrowded(load, 2)).toBe(expected));

/** How often a watch tells, of looks that find so much to run, and nothing known after them. */
function told(found: readonly (number | null)[], own: number): number {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let times = 0;
  let looks = 0;
  const read = (): Load | null => {
    const runnable = found[looks++] ?? null;
    return runnable === null ? null : { runnable, minute: 0 };
  };
  const end = watchCrowd({ cores: 2, own, tell: () => (times += 1), read, pause: 1 });
  vi.advanceTimersByTime(found.length + 20);
  end();
  return times;
}

it.each([
  ['once, where it is so for some seconds', [3, 4, 22, 22, 3, 22, 22, 22, 22, 22, 22], 2, 1],
  ['not of a moment', [22, 22, 22, 22, 2, 22, 22, 22, 22, 2, 22], 2, 0],
  ['not of its own threads', [3, 3, 3, 3, 3, 3, 3, 3], 3, 0],
  ['not where nothing is known', [null, null, null, null, null, null], 2, 0],
])('tells of more work than cores %s', (_what, found, own, times) => expect(told(found, own)).toBe(times));
