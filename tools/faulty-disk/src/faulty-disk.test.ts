import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFaultyDisk, Killed, NEEDS_ROOM, type FaultyDisk } from './faulty-disk.js';

let root: string;
let disk: FaultyDisk;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'faulty-disk-'));
  disk = installFaultyDisk(root);
});
afterEach(() => {
  disk.uninstall();
  rmSync(root, { recursive: true });
});

async function write(name: string, text: string): Promise<void> {
  const handle = await open(join(root, name), 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

it('tells what is done, in order, and does it', async () => {
  await mkdir(join(root, 'a/b'), { recursive: true });
  await mkdir(join(root, 'a/b'), { recursive: true });
  await write('a/b/t', 'text');
  await rename(join(root, 'a/b/t'), join(root, 'a/b/f'));
  const folder = await open(join(root, 'a/b'), 'r');
  await folder.sync();
  await folder.close();
  expect(readFileSync(join(root, 'a/b/f'), 'utf8')).toBe('text');
  await rm(join(root, 'a/b/f'));
  await rm(join(root, 'a/b/f'), { force: true });
  expect(disk.operations.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'make a/b',
    'create a/b/t',
    'write a/b/t',
    'sync a/b/t',
    'rename a/b/f',
    'sync a/b',
    'remove a/b/f',
  ]);
});

it('kills in the middle of a write, and lets nothing happen after', async () => {
  disk.break({ kind: 'kill', at: 1, part: 0.5 });
  await expect(write('f', 'text')).rejects.toThrow(Killed);
  await expect(write('g', 'text')).rejects.toThrow(Killed);
  await expect(rm(join(root, 'f'))).rejects.toThrow(Killed);
  expect(readFileSync(join(root, 'f'), 'utf8')).toBe('te');
  expect(existsSync(join(root, 'g'))).toBe(false);
  disk.heal();
  await write('g', 'text');
  expect(readFileSync(join(root, 'g'), 'utf8')).toBe('text');
});

it('fails for good, or once, with the code asked for, in the operations asked for', async () => {
  await write('f', 'text');
  disk.heal();
  disk.break({ kind: 'error', code: 'ENOSPC', at: 0, part: 0, kinds: NEEDS_ROOM });
  await expect(write('g', 'text')).rejects.toMatchObject({ code: 'ENOSPC', path: 'g' });
  await expect(write('g', 'text')).rejects.toMatchObject({ code: 'ENOSPC' });
  await rm(join(root, 'f'));
  disk.heal();
  disk.break({ kind: 'error', code: 'EIO', at: 2, part: 0, kinds: ['sync'], once: true });
  await expect(write('g', 'text')).rejects.toMatchObject({ code: 'EIO', syscall: 'sync' });
  await write('h', 'text');
});

it('tells as Node does of folders that cannot be made: of several at once, as of one that is missing', async () => {
  for (const [code, told] of [
    ['EROFS', 'ENOENT'],
    ['EIO', 'ENOENT'],
    ['ENOSPC', 'ENOSPC'],
    ['EACCES', 'EACCES'],
  ] as const) {
    disk.break({ kind: 'error', code, at: 0, part: 0, kinds: ['make'] });
    await expect(mkdir(join(root, 'a/b'), { recursive: true })).rejects.toMatchObject({ code: told });
    await expect(mkdir(join(root, 'a'))).rejects.toMatchObject({ code });
    disk.heal();
  }
});

it('lets no call change its folder unseen, and has no say elsewhere', async () => {
  expect(() => writeFileSync(join(root, 'f'), 'text')).toThrow('teach it that call');
  expect(() => openSync(join(root, 'none/f'), 'wx')).toThrow('ENOENT');
  await expect(async () => writeFile(join(root, 'f'), 'text')).rejects.toThrow('teach it that call');
  const elsewhere = mkdtempSync(join(tmpdir(), 'faulty-disk-'));
  disk.break({ kind: 'kill', at: 0, part: 0 });
  await writeFile(join(elsewhere, 'f'), 'text');
  rmSync(elsewhere, { recursive: true });
});
