import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startChild } from '../../test/fixtures/child.js';
import { temporaryFolder } from '../../test/fixtures/records.js';
import { folderOwner, LockedError, lockFolder } from './lock.js';

it('lets one in at a time, and names the one that is in', async () => {
  const folder = join(temporaryFolder(), 'trial');
  expect(await folderOwner(folder)).toBe(null);
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await expect(lockFolder(folder)).rejects.toThrow(`${folder}: another process is at work here (process ${process.pid} on ${hostname()}, since 20`);
  expect(await folderOwner(folder)).toMatch(new RegExp(`^process ${process.pid} on .+, since 20`));
  await release();
  expect(await folderOwner(folder)).toBe(null);
  expect(readdirSync(folder)).toEqual([]);
  await (await lockFolder(folder))();
});

it('lets one in of many that come at once, and then the next', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 3; round++) {
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const [mine, ...more] = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(more).toEqual([]);
    await mine!();
  }
});

it('keeps a second process out, and is free as soon as the first one is killed', async () => {
  const folder = temporaryFolder();
  const first = await startChild('hold-lock.ts', folder);
  expect(first.line).toBe('ready');
  await expect(lockFolder(folder)).rejects.toThrow(`process ${first.child.pid} on`);
  const second = await startChild('hold-lock.ts', folder);
  expect(second.line).toMatch(/^LockedError: .*another process is at work here/);
  // Silent for ever so long, as a clock that leaps would have it: who lives keeps the lock.
  utimesSync(join(folder, '.lock'), 0, 0);
  await expect(lockFolder(folder)).rejects.toThrow(LockedError);
  await first.kill();
  expect(existsSync(join(folder, '.lock'))).toBe(true);
  expect(await folderOwner(folder)).toBe(null);
  // Touched in the future, as a clock that went back would have it: who is dead keeps nothing.
  utimesSync(join(folder, '.lock'), new Date('2100-01-01'), new Date('2100-01-01'));
  writeFileSync(join(folder, '.checkpoint.safetensors.1-0.tmp'), 'half');
  const release = await lockFolder(folder);
  expect(existsSync(join(folder, '.checkpoint.safetensors.1-0.tmp'))).toBe(false);
  await release();
});

it('is not in the way of a process that comes while another one asks for the owner', async () => {
  const folder = temporaryFolder();
  for (let i = 0; i < 50; i++) {
    const [release] = await Promise.all([lockFolder(folder), folderOwner(folder), folderOwner(folder)]);
    await release();
  }
});

const elsewhere = JSON.stringify({ pid: process.pid, host: 'elsewhere', process: 'another', since: '2026-01-01T00:00:00.000Z' });

it('takes over from another machine, in a folder that was copied from there or shared with it, once that has been silent for a while', async () => {
  const folder = temporaryFolder();
  const path = join(folder, '.lock');
  for (const seconds of [0, 1e9, -1e9]) {
    writeFileSync(path, elsewhere);
    const then = new Date(Date.now() + 1_000 * seconds);
    utimesSync(path, then, then);
    await (await lockFolder(folder, { watch: 20 }))();
  }
});

it('respects another machine that shows that it lives, whatever its clock says', async () => {
  const folder = temporaryFolder();
  const path = join(folder, '.lock');
  writeFileSync(path, elsewhere);
  utimesSync(path, 2, 2);
  const refused = expect(lockFolder(folder, { watch: 200 })).rejects.toThrow('process ' + process.pid + ' on elsewhere, since 2026');
  await sleep(50);
  utimesSync(path, 1, 1);
  await refused;
});

it('does not believe a lock that says nothing readable, but one that is held', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.lock'), '{"pid":');
  const release = await lockFolder(folder);
  writeFileSync(join(folder, '.lock'), '');
  await expect(lockFolder(folder)).rejects.toThrow('its owner is not known yet');
  await release();
});

it('names a file that is in the way, and the remedy', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'trial'), '');
  await expect(lockFolder(join(folder, 'trial'))).rejects.toThrow(/trial: a file is where a folder is expected \(E\w+\); move that file away/);
  rmSync(join(folder, 'trial'));
  mkdirSync(join(folder, 'trial/.lock'), { recursive: true });
  await expect(lockFolder(join(folder, 'trial'))).rejects.toThrow(/trial\/\.lock: a folder is where a file is expected \(EISDIR\)/);
});
