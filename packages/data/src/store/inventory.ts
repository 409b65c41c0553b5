import { existsSync } from 'node:fs';
import { rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isTemporary } from './atomic.js';
import { emptyFolder, sizeOfFolder } from './files.js';
import type { Holding } from './holding.js';
import { launchHoldings } from './launch-holdings.js';
import { folderOwner, lockFolder } from './lock.js';
import { removeSharedLogs } from './shared-log.js';
import { MANIFEST, RUN, surveyStore, type OwnFolders, type Stray, type SurveyedFolder } from './survey.js';
import { entriesOf, firstLink, identityOf, leavesOf } from './file-tree.js';

export interface Inventory {
  readonly holdings: readonly Holding[];
  /** What cannot be classified: it may use any artifact. */
  readonly strays: readonly Stray[];
}

/**
 * All that lies in the results folder, but for the files of the experiments themselves. Links above it are nobody's
 * concern.
 */
export async function takeInventory(results: string, own: OwnFolders): Promise<Inventory> {
  const { experiments, trials, artifacts, strays } = await surveyStore(results, own);
  const store = { results, linked: await linkedFolders([...trials, ...artifacts]) };
  const places = [results, join(results, own.artifacts), ...experiments];
  const loose = await Promise.all(places.map((folder) => looseTemporaries(store, folder)));
  const within = await Promise.all([...trials, ...artifacts].map(({ path }) => lockedTemporaries(store, path)));
  const holdings = [
    ...trials.map((folder) => folderHolding(store, folder, RUN)),
    ...artifacts.map((folder) => folderHolding(store, folder, MANIFEST)),
    ...(await launchHoldings(join(results, own.launches), own.launches)),
    ...loose.flat(),
    ...within.flat(),
  ];
  return { holdings, strays };
}

interface SurveyedStore {
  readonly results: string;
  /** Links of the store, by the identity of the folder that is reached by them. */
  readonly linked: ReadonlyMap<string, Link>;
}

type Link = NonNullable<Awaited<ReturnType<typeof firstLink>>>;

async function linkedFolders(folders: readonly SurveyedFolder[]): Promise<ReadonlyMap<string, Link>> {
  const linked = new Map<string, Link>();
  for (const { path } of folders) {
    const link = await firstLink([dirname(path), path]);
    const identity = link && (await identityOf(path));
    if (identity !== null) linked.set(identity, link!);
  }
  return linked;
}

function placeOf(results: string, path: string): Pick<Holding, 'path' | 'experiment'> {
  const shown = relative(results, path).split(sep);
  return {
    path: shown.join('/'),
    experiment: shown.length > 1 && existsSync(join(results, shown[0]!, 'experiment.json')) ? shown[0]! : null,
  };
}

function folderHolding(
  { results, linked }: SurveyedStore,
  { path: folder, isWhole }: SurveyedFolder,
  record: typeof RUN | typeof MANIFEST,
): Holding {
  return {
    kind: !isWhole ? 'remnant' : record === RUN ? 'trial' : 'artifact',
    ...placeOf(results, folder),
    link: async () => {
      const onTheWay = await firstLink([dirname(folder), folder]);
      if (onTheWay !== null) return `it is reached by a link, ${shown(results, onTheWay)}`;
      const other = linked.get((await identityOf(folder)) ?? '');
      if (other !== undefined) return `a link leads to it, ${shown(results, other)}`;
      const within = (await leavesOf(folder)).find(({ link }) => link !== null);
      return within === undefined
        ? null
        : `it holds a link, ${shown(results, { path: within.path, target: within.link! })}`;
    },
    owner: () => folderOwner(folder),
    size: () => sizeOfFolder(folder),
    changedAt: () => latestChange(folder),
    remove: async () => {
      const release = await lockFolder(folder);
      try {
        await emptyFolder(folder, record);
        await removeSharedLogs(folder);
      } finally {
        await release();
      }
      // Another process may have begun here anew since the lock was given back: then the folder is not empty, and
      // stays.
      await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error;
      });
    },
  };
}

/** `t/one → /elsewhere/one` */
function shown(results: string, { path, target }: Link): string {
  return `${relative(results, path).split(sep).join('/')} → ${target}`;
}

/** Temporary files of a folder that no lock guards: only their age shows that their writer is gone. */
async function looseTemporaries({ results }: SurveyedStore, folder: string): Promise<Holding[]> {
  const place = { results, links: folder === results ? [] : [folder] };
  return (await temporariesOf(folder)).map((file) =>
    fileHolding(place, file, { owner: async () => null, remove: () => rm(file, { force: true }) }),
  );
}

/** Temporary files of a trial or an artifact: whoever takes its lock removes them. */
async function lockedTemporaries({ results }: SurveyedStore, folder: string): Promise<Holding[]> {
  const place = { results, links: [dirname(folder), folder] };
  const remove = async () => {
    const release = await lockFolder(folder);
    await release();
  };
  return (await temporariesOf(folder)).map((file) =>
    fileHolding(place, file, { owner: () => folderOwner(folder), remove }),
  );
}

async function temporariesOf(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await entriesOf(folder)).filter(({ name }) => isTemporary(name)).map(({ path }) => path);
}

interface FilePlace {
  readonly results: string;
  /** Folders that it lies in, each of which may be a link. */
  readonly links: readonly string[];
}

function fileHolding(
  { results, links }: FilePlace,
  file: string,
  { owner, remove }: Pick<Holding, 'owner' | 'remove'>,
): Holding {
  const link = async () => {
    const found = await firstLink([...links, file]);
    return found && `it is reached by a link, ${shown(results, found)}`;
  };
  return {
    kind: 'temporary',
    ...placeOf(results, file),
    link,
    owner,
    size: async () => (await stat(file)).size,
    changedAt: async () => (await stat(file)).mtime,
    remove,
  };
}

async function latestChange(folder: string): Promise<Date> {
  const files = (await leavesOf(folder)).filter(({ kind }) => kind === 'file').map(({ path }) => path);
  const changes = await Promise.all(
    (files.length > 0 ? files : [folder]).map(async (file) => (await stat(file)).mtimeMs),
  );
  return new Date(Math.max(...changes));
}
