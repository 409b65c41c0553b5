import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startChild } from '../../test/fixtures/child.js';
import { temporaryFolder } from '../../test/fixtures/records.js';
import { LockedError, lockFolder } from './lock.js';

it('lets one in at a time, and names the one that is in', async () => {
  const folder = join(temporaryFolder(), 'trial');
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await expect(lockFolder(folder)).rejects.toThrow(new RegExp(`another process is at work here \\(process ${process.pid} on`));
  await release();
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

it('does not take a lock from another machine, or from a process that is alive', async () => {
  const folder = temporaryFolder();
  const release = await lockFolder(folder);
  const owner = { process: 'another', since: '2026-01-01T00:00:00.000Z' };
  writeFileSync(join(folder, '.owner.json'), JSON.stringify({ ...owner, pid: 2 ** 22 + 1, host: 'elsewhere' }));
  await expect(lockFolder(folder)).rejects.toThrow(/on elsewhere, since 2026/);
  writeFileSync(join(folder, '.owner.json'), JSON.stringify({ ...owner, pid: process.ppid, host: hostname() }));
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await release();
});
