import { randomInt } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { hasCode, isMissing, storing } from './storage-error.js';

/** Numbers of temporary files are drawn below it: processes of several machines may have one id. */
const NUMBERS = 2 ** 47;
/** How often a file is read that another machine replaces meanwhile. */
const READS = 5;

/**
 * Writes a file so that it is there whole or not at all, also after `kill -9` or a power cut: a temporary file in the
 * same folder, which `fill` writes, fsync, rename over the name, fsync of the folder. Makes the folder where there is
 * none.
 * @returns what `fill` gives
 * @throws StorageError if the disk fails: what was there before is there still
 */
export async function replaceFile<T>(path: string, fill: (handle: FileHandle) => Promise<T>): Promise<T> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}-${randomInt(NUMBERS)}.tmp`);
  await makeFolder(folder);
  let filled: T;
  try {
    const handle = await storing(path, () => open(temporary, 'wx'));
    try {
      filled = await fill(handle);
      await storing(path, () => handle.sync());
    } finally {
      await storing(path, () => handle.close());
    }
    await storing(path, () => rename(temporary, path));
  } catch (error) {
    // Where the disk refuses this too, the next one that takes the folder's lock removes it.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await storing(path, () => syncFolder(folder));
  return filled;
}

/** Writes a whole file: it is there with this content or as it was before. */
export function writeAtomic(path: string, content: Uint8Array | string): Promise<void> {
  return replaceFile(path, (handle) => storing(path, () => handle.writeFile(content)));
}

/**
 * Makes a folder, and those above it, so that they last. One by one: where it makes several, Node tells of a disk that
 * fails or is read-only as of a folder that is missing.
 */
export function makeFolder(folder: string): Promise<void> {
  return storing(folder, () => makeFrom(resolve(folder)));
}

async function makeFrom(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await makeFrom(above);
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return; // Another process made it meanwhile.
    throw error;
  }
  await syncFolder(above);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Makes what was renamed, made or removed in a folder last. Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a file, where it is there, so that it stays gone. */
export function removeFile(path: string): Promise<void> {
  return storing(path, async () => {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  });
}

/** Whether a file of this name is one that `replaceFile` has not yet renamed. */
export function isTemporary(name: string): boolean {
  return /^\..*\.tmp$/.test(name);
}

/** Removes temporary files that killed processes left; only for the one that holds the folder's lock. */
export async function removeTemporaries(folder: string): Promise<void> {
  const names = await readdir(folder);
  await Promise.all(names.filter(isTemporary).map((name) => rm(join(folder, name), { force: true })));
}

/**
 * A file's bytes, or null if there is no such file. Over NFS a file that another machine replaces while it is read is
 * gone in the midst of it (ESTALE): then the new one is read. @throws StorageError if it cannot be read
 */
export function readIfThere(path: string): Promise<Buffer | null> {
  return storing(path, async () => {
    for (let reads = 1; ; reads++) {
      try {
        return await readFile(path);
      } catch (error) {
        if (isMissing(error)) return null;
        if (!hasCode(error, 'ESTALE') || reads === READS) throw error;
      }
    }
  });
}
