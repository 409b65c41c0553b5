import { existsSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFile } from './atomic.js';
import type { Holding } from './holding.js';
import { LAUNCH } from './launch-store.js';
import { entriesOf, firstLink, isHidden } from './file-tree.js';

/**
 * Each launch of a folder, to be removed by itself. Its copy of the code holds links into the checkout: they are
 * removed as links, and nothing is measured or looked at through them.
 */
export async function launchHoldings(parent: string, name: string): Promise<Holding[]> {
  if (!existsSync(parent)) return [];
  const folders = (await entriesOf(parent)).filter((entry) => entry.kind === 'folder' && !isHidden(entry.name));
  return folders.map(({ name: id, path: folder }) => ({
    kind: existsSync(join(folder, LAUNCH)) ? 'launch' : 'remnant',
    path: `${name}/${id}`,
    experiment: id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : null,
    link: async () => {
      const found = await firstLink([parent, folder]);
      return found && `it is reached by a link, ${found.path} → ${found.target}`;
    },
    owner: async () => null, // its jobs are the scheduler's, who alone knows of them
    size: async () => sum((await ownFiles(folder, true)).map(({ size }) => size)),
    changedAt: async () => {
      const files = await ownFiles(folder, false);
      const times = files.length > 0 ? files : [await lstat(folder)];
      return new Date(Math.max(...times.map(({ mtimeMs }) => mtimeMs)));
    },
    remove: async () => {
      await removeFile(join(folder, LAUNCH));
      await rm(folder, { recursive: true, force: true });
    },
  }));
}

/** The files of a folder, and of those within it where `deep`; no links. */
async function ownFiles(folder: string, deep: boolean): Promise<{ readonly size: number; readonly mtimeMs: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map(({ name }) => lstat(join(folder, name)));
  const found = await Promise.all(files);
  if (!deep) return found;
  const within = entries.filter((one) => one.isDirectory()).map(({ name }) => ownFiles(join(folder, name), true));
  return [...found, ...(await Promise.all(within)).flat()];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
