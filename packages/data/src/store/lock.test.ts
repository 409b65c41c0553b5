import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startChild } from '../../test/fixtures/child.js';
import { temporaryFolder } from '../../test/fixtures/records.js';
import { folderOwner, LockedError, lockFolder } from './lock.js';

it('lets one in at a time, and names the one that is in', async () => {
  const folder = join(temporaryFolder(), 'trial');
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`another process is at work here \\(process ${process.pid} on`));
  expect(await folderOwner(folder)).toMatch(new RegExp(`^process ${process.pid} on .+, since 20`));
  await release();
  expect(await folderOwner(folder)).toBe(null);
  expect(readdirSync(folder)).toEqual([]);
  await (await lockFolder(folder))();
});

it('keeps a second process out, and recovers the lock of one that was killed', async () => {
  const folder = temporaryFolder();
  const first = await startChild('hold-lock.ts', folder);
  expect(first.line).toBe('ready');
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`process ${first.child.pid} on`));
  const second = await startChild('hold-lock.ts', folder);
  expect(second.line).toMatch(/^LockedError: .*another process is at work here/);
  await first.kill();
  expect(existsSync(join(folder, '.lock'))).toBe(true);
  writeFileSync(join(folder, '.checkpoint.safetensors.1-0.tmp'), 'half');
  const release = await lockFolder(folder);
  expect(existsSync(join(folder, '.checkpoint.safetensors.1-0.tmp'))).toBe(false);
  await release();
});

const GONE = 2 ** 22 + 1; // above the largest pid of Linux

it.each([
  ['is alive on this machine, for seconds', process.ppid, hostname(), 10, false],
  ['is on another machine, for seconds', GONE, 'elsewhere', 10, false],
  ['is gone from this machine, for seconds', GONE, hostname(), 10, true],
  ['had this very pid before, for seconds', process.pid, hostname(), 10, true],
  ['is on another machine, for minutes', GONE, 'elsewhere', 100, true],
])('of an owner who %s, a silent lock is taken over only where that is safe', async (_, pid, host, seconds, taken) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.owner.json'), JSON.stringify({ pid, host, process: 'another', since: '2026-01-01T00:00:00.000Z' }));
  mkdirSync(join(folder, '.lock'));
  const then = new Date(Date.now() - 1_000 * seconds);
  utimesSync(join(folder, '.lock'), then, then);
  expect(await folderOwner(folder)).toBe(taken ? null : `process ${pid} on ${host}, since 2026-01-01T00:00:00.000Z`);
  if (taken) await (await lockFolder(folder))();
  else await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`process ${pid} on ${host}, since 2026`));
});

it('waits for a lock whose owner seems gone, but takes none that is kept fresh', async () => {
  const folder = temporaryFolder();
  const release = await lockFolder(folder);
  // As this machine sees a process of another container with the same host name.
  writeFileSync(join(folder, '.owner.json'), JSON.stringify({ pid: GONE, host: hostname(), process: 'another', since: '2026-01-01T00:00:00.000Z' }));
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await release();
});
