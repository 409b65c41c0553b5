import { sha256 } from '@latent-paths/core';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeFolder, readIfThere, removeFile } from './atomic.js';
import { startAnew } from './remedy.js';
import { AlteredError, alteredError, readSeal, readSealed, SEAL } from './seal.js';
import { storing } from './storage-error.js';
import { entriesOf, faultOf, firstLink, isHidden, leavesOf, type Entry } from './file-tree.js';

/** SHA-256 by file name: names are relative to the folder, with `/` between parts. */
export type FileHashes = Readonly<Record<string, string>>;

/** What is wrong with a file that was finished once. A truncated file is an altered one. */
export interface FileProblem {
  readonly file: string;
  readonly problem: 'missing' | 'altered' | 'broken link' | 'link in a circle';
}

/** SHA-256 of a file that need not fit in memory. */
export function hashFile(path: string): Promise<string> {
  return storing(path, async () => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  });
}

/**
 * Names of a folder's files, sorted; without seals, hidden files (locks, temporaries) and `except`. Links are followed.
 */
async function listFiles(folder: string, except: readonly string[] = []): Promise<string[]> {
  const { files } = await lookThrough(folder);
  return files.filter((name) => !except.includes(name)).sort();
}

/** The names of a folder's files, and its links that lead to none. */
async function lookThrough(
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly FileProblem[] }> {
  const nameOf = ({ path }: Entry) => relative(folder, path).split(sep).join('/');
  const seen = (await leavesOf(folder)).filter(
    (leaf) => !nameOf(leaf).endsWith(SEAL) && !nameOf(leaf).split('/').some(isHidden),
  );
  return {
    files: seen.filter(({ kind }) => kind === 'file').map(nameOf),
    problems: seen.flatMap((leaf): FileProblem[] => {
      if (faultOf(leaf) === null) return [];
      return [{ file: nameOf(leaf), problem: leaf.kind === 'broken' ? 'broken link' : 'link in a circle' }];
    }),
  };
}

/**
 * Hashes of all files that `listFiles` names, one after the other and in parts: they need not fit in memory.
 * @throws if a sealed file is not what its seal says, or a link leads to no file
 */
export async function hashFiles(folder: string, except: readonly string[]): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const [wrong] = (await lookThrough(folder)).problems;
  if (wrong !== undefined)
    throw new Error(
      `${join(folder, wrong.file)}: expected a file, got a ${wrong.problem}; remove it and run the same command again`,
    );
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
  const { files, problems: unreadable } = await lookThrough(folder);
  const present = new Set(files);
  const problems = [...unreadable];
  for (const [file, hash] of Object.entries(recorded)) {
    if (problems.some((one) => one.file === file)) continue;
    if (!present.has(file)) problems.push({ file, problem: 'missing' });
    else if ((await hashFile(join(folder, file))) !== hash) problems.push({ file, problem: 'altered' });
  }
  return problems;
}

/** Compares the sealed files of a folder that is not finished with their seals. */
export async function compareSealed(folder: string): Promise<FileProblem[]> {
  const { files, problems: unreadable } = await lookThrough(folder);
  const problems = [...unreadable];
  for (const file of files) {
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
 * Bytes of a file of a folder, or null if there is none: checked against the hashes recorded when the folder was
 * finished, or against the file's seal while it is not (`recorded` is null).
 * @throws if the file is altered, truncated, or not there although it is recorded
 */
export async function readChecked(folder: string, name: string, recorded: FileHashes | null): Promise<Buffer | null> {
  const path = join(folder, name);
  if (recorded === null) return readSealed(path);
  const content = await readIfThere(path);
  const expected = recorded[name];
  if (content === null && expected === undefined) return null;
  if (expected === undefined)
    throw new Error(
      `${path}: expected only files that were there when the folder was finished, got one more; delete it`,
    );
  if (content === null)
    throw new Error(`${path}: missing: expected the file with SHA-256 ${expected}; ${startAnew(path)}`);
  if (sha256(content) !== expected) throw alteredError(path, expected, sha256(content));
  return content;
}

/**
 * Removes the seals, once the hashes are recorded elsewhere, and the files of `names`, which have served. What cannot
 * be removed is in nobody's way: all is finished by then, and nothing that fails here may say otherwise.
 */
export async function removeServed(folder: string, names: readonly string[] = []): Promise<void> {
  const served = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(SEAL) || names.includes(name));
  await Promise.allSettled(served.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Makes a folder, or empties it of all but hidden files (its lock): of `record` first, without which the rest is
 * nothing.
 * @throws if there is something to delete, and the folder, or the one it lies in, is a link
 */
export async function emptyFolder(folder: string, record?: string): Promise<void> {
  await makeFolder(folder);
  await storing(folder, async () => {
    const names = (await readdir(folder)).filter((name) => !isHidden(name));
    if (names.length > 0) await refuseLinks(folder);
    if (record !== undefined) await removeFile(join(folder, record));
    await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  });
}

async function refuseLinks(folder: string): Promise<void> {
  const link = await firstLink([dirname(folder), folder]);
  if (link === null) return;
  throw new Error(
    `${folder}: expected a folder to empty, got one behind a link, ${link.path} → ${link.target}: nothing is ` +
      'deleted through a link; ' +
      'move it here in place of the link, or remove the link, and run the same command again',
  );
}

/** The files that `listFiles` names, with their sizes in bytes. */
export async function measureFiles(folder: string): Promise<{ readonly name: string; readonly bytes: number }[]> {
  return Promise.all(
    (await listFiles(folder)).map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size })),
  );
}

/** Bytes of all files of a folder; 0 where there is no folder. */
export async function sizeOfFolder(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const files = (await leavesOf(folder)).filter(({ kind }) => kind === 'file');
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Names of the folders within a folder that hold the named file, sorted. A folder that is not there holds none. */
export async function foldersWith(folder: string, file: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await entriesOf(folder);
  return entries.filter(({ kind, path }) => kind === 'folder' && existsSync(join(path, file))).map(({ name }) => name);
}
