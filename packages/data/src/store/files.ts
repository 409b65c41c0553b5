import { sha256 } from '@latent-paths/core';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeFolder, readIfThere, removeFile } from './atomic.js';
import { startAnew } from './remedy.js';
import { AlteredError, alteredError, readSeal, readSealed, SEAL } from './seal.js';
import { storing } from './storage-error.js';

/** SHA-256 by file name: names are relative to the folder, with `/` between parts. */
export type FileHashes = Readonly<Record<string, string>>;

/** What is wrong with a file that was finished once. A truncated file is an altered one. */
export interface FileProblem {
  readonly file: string;
  readonly problem: 'missing' | 'altered';
}

/** SHA-256 of a file that need not fit in memory. */
export function hashFile(path: string): Promise<string> {
  return storing(path, async () => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  });
}

/** Names of a folder's files, sorted; without seals, hidden files (locks, temporaries) and `except`. */
export async function listFiles(folder: string, except: readonly string[] = []): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !except.includes(name) && !name.endsWith(SEAL) && !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

/**
 * Hashes of all files that `listFiles` names, one after the other and in parts: they need not fit in memory.
 * @throws where a sealed file is not what its seal says
 */
export async function hashFiles(folder: string, except: readonly string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of await listFiles(folder, except)) {
    const path = join(folder, name);
    const hash = await hashFile(path);
    const sealed = (await readSeal(path)).hashes;
    if (sealed.length > 0 && !sealed.includes(hash)) throw alteredError(path, sealed.at(-1)!, hash);
    hashes[name] = hash;
  }
  return hashes;
}

/** Compares files with the hashes recorded when they were finished. */
export async function compareFiles(folder: string, recorded: FileHashes): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  const present = new Set(await listFiles(folder));
  for (const [file, hash] of Object.entries(recorded)) {
    if (!present.has(file)) problems.push({ file, problem: 'missing' });
    else if ((await hashFile(join(folder, file))) !== hash) problems.push({ file, problem: 'altered' });
  }
  return problems;
}

/** Compares the sealed files of a folder that is not finished with their seals. */
export async function compareSealed(folder: string): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const file of await listFiles(folder)) {
    if (!(await fitsItsSeal(join(folder, file)))) problems.push({ file, problem: 'altered' });
  }
  return problems;
}

/** Whether a file is what its seal says, where it has one. */
async function fitsItsSeal(path: string): Promise<boolean> {
  try {
    const { hashes } = await readSeal(path);
    return hashes.length === 0 || hashes.includes(await hashFile(path));
  } catch (error) {
    if (error instanceof AlteredError) return false;
    throw error;
  }
}

/**
 * Bytes of a file of a folder, or null where there is none: held against the hashes recorded when the folder was
 * finished, or against the file's seal while it is not (`recorded` is null).
 * @throws where the file is altered, truncated, or not there although it is recorded
 */
export async function readChecked(folder: string, name: string, recorded: FileHashes | null): Promise<Buffer | null> {
  const path = join(folder, name);
  if (recorded === null) return readSealed(path);
  const content = await readIfThere(path);
  const expected = recorded[name];
  if (content === null && expected === undefined) return null;
  if (expected === undefined) throw new Error(`${path}: expected only files that were there when the folder was finished, got one more; delete it`);
  if (content === null) throw new Error(`${path}: missing: expected the file with SHA-256 ${expected}; ${startAnew(path)}`);
  if (sha256(content) !== expected) throw alteredError(path, expected, sha256(content));
  return content;
}

/**
 * Removes the seals, once the hashes are recorded elsewhere, and the files of `names`, which have served. What cannot be
 * removed is in nobody's way: all is finished by then, and nothing that fails here may say otherwise.
 */
export async function removeServed(folder: string, names: readonly string[] = []): Promise<void> {
  const served = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(SEAL) || names.includes(name));
  await Promise.allSettled(served.map((name) => rm(join(folder, name), { force: true })));
}

/** Makes a folder, or empties it of all but hidden files (its lock): of `record` first, without which the rest is nothing. */
export async function emptyFolder(folder: string, record?: string): Promise<void> {
  await makeFolder(folder);
  if (record !== undefined) await removeFile(join(folder, record));
  await storing(folder, async () => {
    const names = await readdir(folder);
    await Promise.all(names.filter((name) => !name.startsWith('.')).map((name) => rm(join(folder, name), { recursive: true, force: true })));
  });
}

/** The files that `listFiles` names, with their sizes in bytes. */
export async function measureFiles(folder: string): Promise<{ readonly name: string; readonly bytes: number }[]> {
  return Promise.all((await listFiles(folder)).map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size })));
}

/** Bytes of all files of a folder; 0 where there is no folder. */
export async function sizeOfFolder(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Names of the folders within a folder that hold the named file, sorted. A folder that is not there holds none. */
export async function foldersWith(folder: string, file: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, file)))
    .map((entry) => entry.name)
    .sort();
}
