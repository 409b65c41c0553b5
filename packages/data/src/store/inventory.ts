import { existsSync } from 'node:fs';
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isTemporary } from './atomic.js';
import { emptyFolder, sizeOfFolder } from './files.js';
import { folderOwner, lockFolder } from './lock.js';

/** Something in the results folder that can be removed by itself. */
export interface Holding {
  /** `remnant`: a folder beside the trials, or an artifact's, that has no record: it was never begun, or is being removed or made. `temporary`: a file that a killed process left. */
  readonly kind: 'trial' | 'artifact' | 'remnant' | 'temporary';
  /** Relative to the results folder, with slashes. */
  readonly path: string;
  /** The experiment that it lies in; null outside of experiments. */
  readonly experiment: string | null;
  /** The process that is at work in it, in words; null where none is. */
  owner(): Promise<string | null>;
  /** Bytes. */
  size(): Promise<number>;
  /** The latest change of any of its files; of itself, where it has none. */
  changedAt(): Promise<Date>;
  /** Removes it, its record first, so that what a kill leaves of the rest is read by nobody. @throws LockedError where a process is at work in it */
  remove(): Promise<void>;
}

const RUN = 'run.json';
const MANIFEST = 'manifest.json';

/** All that lies in the results folder, but for the files of the experiments themselves. */
export async function takeInventory(results: string, artifacts: string): Promise<Holding[]> {
  const experiments = await childFolders(results, (name) => name !== artifacts && existsSync(join(results, name, 'experiment.json')));
  const trials = (await Promise.all(experiments.map((folder) => childFolders(folder)))).flat();
  const made = await childFolders(join(results, artifacts));
  const folders = [...trials.map((folder) => folderHolding(results, folder, RUN)), ...made.map((folder) => folderHolding(results, folder, MANIFEST))];
  const temporaries = await Promise.all([results, join(results, artifacts), ...experiments].map((folder) => looseTemporaries(results, folder)));
  const within = await Promise.all([...trials, ...made].map((folder) => lockedTemporaries(results, folder)));
  return [...folders, ...temporaries.flat(), ...within.flat()];
}

async function childFolders(folder: string, keep: (name: string) => boolean = () => true): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && keep(entry.name)).map(({ name }) => join(folder, name)).sort();
}

function placeOf(results: string, path: string): Pick<Holding, 'path' | 'experiment'> {
  const shown = relative(results, path).split(sep);
  return { path: shown.join('/'), experiment: shown.length > 1 && existsSync(join(results, shown[0]!, 'experiment.json')) ? shown[0]! : null };
}

function folderHolding(results: string, folder: string, record: typeof RUN | typeof MANIFEST): Holding {
  const isWhole = existsSync(join(folder, record));
  return {
    kind: !isWhole ? 'remnant' : record === RUN ? 'trial' : 'artifact',
    ...placeOf(results, folder),
    owner: () => folderOwner(folder),
    size: () => sizeOfFolder(folder),
    changedAt: () => latestChange(folder),
    remove: async () => {
      const release = await lockFolder(folder);
      try {
        await emptyFolder(folder, record);
      } finally {
        await release();
      }
      // Another process may have begun here anew since the lock was given back: then the folder is not empty, and stays.
      await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error;
      });
    },
  };
}

/** Temporary files of a folder that no lock guards: only their age tells that their writer is gone. */
async function looseTemporaries(results: string, folder: string): Promise<Holding[]> {
  return (await temporariesOf(folder)).map((file) => fileHolding(results, file, { owner: async () => null, remove: () => rm(file, { force: true }) }));
}

/** Temporary files of a trial or an artifact: whoever takes its lock removes them. */
async function lockedTemporaries(results: string, folder: string): Promise<Holding[]> {
  return (await temporariesOf(folder)).map((file) => fileHolding(results, file, { owner: () => folderOwner(dirname(file)), remove: async () => (await lockFolder(dirname(file)))() }));
}

async function temporariesOf(folder: string): Promise<string[]> {
  return existsSync(folder) ? (await readdir(folder)).filter(isTemporary).sort().map((name) => join(folder, name)) : [];
}

function fileHolding(results: string, file: string, { owner, remove }: Pick<Holding, 'owner' | 'remove'>): Holding {
  return { kind: 'temporary', ...placeOf(results, file), owner, size: async () => (await stat(file)).size, changedAt: async () => (await stat(file)).mtime, remove };
}

async function latestChange(folder: string): Promise<Date> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const changes = await Promise.all((files.length > 0 ? files : [folder]).map(async (file) => (await stat(file)).mtimeMs));
  return new Date(Math.max(...changes));
}
