import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** What lies in a folder under one name. A link counts as what it leads to. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  /**
   * `broken`: a link that leads to nothing that can be had. `loop`: a link round in a circle, or to a folder that it
   * lies in.
   */
  readonly kind: 'file' | 'folder' | 'other' | 'broken' | 'loop';
  /** What is written in the link; null if it is none. */
  readonly link: string | null;
}

/**
 * All that lies in a folder, sorted by name, hidden or not: the one view of the store that reading and deleting share.
 * @throws if the folder cannot be read
 */
export async function entriesOf(folder: string): Promise<Entry[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const above = found.some((one) => one.isSymbolicLink()) ? await identitiesAbove(folder) : new Set<string>();
  const entries = await Promise.all(found.map((one) => entryOf(folder, one, above)));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * All that is no folder in a folder and in those within it, in the order of their paths; links are followed, but not
 * round in a circle.
 */
export async function leavesOf(folder: string): Promise<Entry[]> {
  const leaves: Entry[] = [];
  for (const entry of await entriesOf(folder)) {
    if (entry.kind === 'folder') leaves.push(...(await leavesOf(entry.path)));
    else leaves.push(entry);
  }
  return leaves;
}

/** The first of `paths` that is a link, and where it leads; null if none is. */
export async function firstLink(
  paths: readonly string[],
): Promise<{ readonly path: string; readonly target: string } | null> {
  for (const path of paths) {
    const found = await lstat(path).catch(() => null); // what is not there is no link
    if (found?.isSymbolicLink() === true) return { path, target: await readlink(path) };
  }
  return null;
}

/** Which file or folder a path leads to, by device and inode; null if it leads to none. */
export async function identityOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found && `${found.dev} ${found.ino}`;
}

/** What is wrong with a link, in words; null if it is none or leads somewhere. */
export function faultOf({ kind, link }: Pick<Entry, 'kind' | 'link'>): string | null {
  if (kind === 'broken') return `a broken link to ${link}; mend or remove it`;
  return kind === 'loop' ? `a link round in a circle, to ${link}; remove it` : null;
}

/** Whether a name is hidden: that of a lock, a temporary file, or something that other programs keep. */
export function isHidden(name: string): boolean {
  return name.startsWith('.');
}

async function entryOf(folder: string, one: Dirent, above: ReadonlySet<string>): Promise<Entry> {
  const path = join(folder, one.name);
  if (!one.isSymbolicLink()) return { name: one.name, path, kind: kindOf(one), link: null };
  return { name: one.name, path, kind: await kindBehind(path, above), link: await readlink(path) };
}

async function kindBehind(path: string, above: ReadonlySet<string>): Promise<Entry['kind']> {
  try {
    const target = await stat(path, { bigint: true });
    return target.isDirectory() && above.has(`${target.dev} ${target.ino}`) ? 'loop' : kindOf(target);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ELOOP' ? 'loop' : 'broken';
  }
}

function kindOf(found: Pick<Dirent, 'isFile' | 'isDirectory'>): 'file' | 'folder' | 'other' {
  return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
}

/** A folder and all that it lies in, by the way that led there. */
async function identitiesAbove(folder: string): Promise<ReadonlySet<string>> {
  const identities = new Set<string>();
  for (let path = resolve(folder); ; path = dirname(path)) {
    const identity = await identityOf(path);
    if (identity !== null) identities.add(identity);
    if (dirname(path) === path) return identities;
  }
}
