import { runRecord, sha256, type RunRecord } from '@latent-paths/core';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeAtomic } from './atomic.js';
import { decodeIndex, encodeIndex, type IndexEntry, type IndexValue, type KeptIndex } from './index-file.js';
import { mapAtOnce } from './map-at-once.js';
import { parseRecord } from './record-file.js';
import { StorageError, storing } from './storage-error.js';
import { openTrial, type TrialStore } from './trial-store.js';

export interface IndexOptions {
  /** Names how entries are made: where the kept ones were made otherwise, all are made anew. */
  readonly version: string;
  /** A trial's entry: a pure function of its record and of the files that the record seals. */
  make(run: RunRecord, trial: TrialStore): Promise<IndexEntry>;
  /** Told how many trials must be read in full, before they are. */
  onReading?(trials: number): void;
}

/** The entries of all trials of an experiment, column by column: thousands of trials are asked for a few keys only. */
export interface TrialIndex {
  /** Ids of all trials that were ever started here, sorted: the rows. */
  readonly trials: readonly string[];
  /** The keys that any entry has. */
  readonly keys: readonly string[];
  /** A key's value by row; undefined where an entry has no such key. */
  column(key: string): readonly (IndexValue | undefined)[];
  /** Why there is no entry, by the trial's id: a file is damaged, say. */
  readonly problems: ReadonlyMap<string, string>;
}

const RUN = 'run.json';
const INDEX = '.index';

/** A trial as it was found: its entry in the kept index, or one that was made just now. */
interface Found {
  readonly trial: string;
  readonly stamp: string;
  /** SHA-256 of `run.json`; null for a trial whose entry is not to be kept. */
  readonly run: string | null;
  readonly kept: number | null;
  readonly made: IndexEntry;
  readonly problem: string | null;
}

/**
 * The index of an experiment's folder. Entries of finished trials are kept in the file `.index`, and never stale: one
 * counts only while the trial's `run.json`, which holds the hash of every file of the trial, is the very file that it
 * was made from (by inode, size and times) or has the same content (in a copied folder). Where the file cannot be
 * written, the next list reads the trials again.
 */
export async function readTrialIndex(folder: string, options: IndexOptions): Promise<TrialIndex> {
  const path = join(folder, INDEX);
  const kept = decodeIndex(await readIfThere(path), options.version);
  const stamps = await stampRuns(folder);
  const rowOf = new Map(kept?.trials.map((trial, row) => [trial, row]));
  const isCurrent = ({ trial, stamp }: Stamped) => kept?.stamps[rowOf.get(trial) ?? -1] === stamp;
  const open = stamps.filter((one) => !isCurrent(one));
  if (open.length > 0) options.onReading?.(open.length);
  const read = await mapAtOnce(open, (one) => find(folder, one, { kept, row: rowOf.get(one.trial) ?? null, options }));
  const current = stamps.filter(isCurrent).map(({ trial, stamp }): Found => {
    const row = rowOf.get(trial)!;
    return { trial, stamp, run: kept!.runs[row]!, kept: row, made: {}, problem: null };
  });
  const found = [...current, ...read].sort((a, b) => (a.trial < b.trial ? -1 : 1));
  const index = indexOf(found, kept);
  const news = read.filter(({ run }) => run !== null).length;
  if (news > 0 && news >= Math.min(WORTH_WRITING, found.length / 20)) await keep(path, found, index, options.version);
  return index;
}

/** New entries for which the whole file is written again, however many there are in all. */
const WORTH_WRITING = 50;

interface Stamped {
  readonly trial: string;
  readonly stamp: string;
}

/** The trials of a folder, each with what tells that its `run.json` is still the same file: every write replaces it by another. */
async function stampRuns(folder: string): Promise<Stamped[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const stamps = await mapAtOnce(names, async (trial) => {
    const file = await stat(join(folder, trial, RUN), { bigint: true }).catch(() => null);
    return file && { trial, stamp: [file.ino, file.size, file.mtimeNs, file.ctimeNs].join(' ') };
  });
  return stamps.filter((one) => one !== null);
}

interface Known {
  readonly kept: KeptIndex | null;
  /** Of the trial in the kept index. */
  readonly row: number | null;
  readonly options: IndexOptions;
}

async function find(folder: string, { trial, stamp }: Stamped, { kept, row, options }: Known): Promise<Found> {
  const path = join(folder, trial, RUN);
  try {
    const text = ((await readIfThere(path)) ?? '').toString('utf8');
    const run = sha256(text);
    if (row !== null && kept?.runs[row] === run) return { trial, stamp, run, kept: row, made: {}, problem: null };
    const record = parseRecord(path, runRecord, text);
    const made = await options.make(record, openTrial(join(folder, trial)));
    return { trial, stamp, run: record.status === 'finished' ? run : null, kept: null, made, problem: null };
  } catch (error) {
    return { trial, stamp, run: null, kept: null, made: {}, problem: error instanceof Error ? error.message : String(error) };
  }
}

function indexOf(found: readonly Found[], kept: KeptIndex | null): TrialIndex {
  const keys = new Set(found.some((one) => one.kept !== null) ? kept?.keys : []);
  for (const { made } of found) Object.keys(made).forEach((key) => keys.add(key));
  return {
    trials: found.map(({ trial }) => trial),
    keys: [...keys],
    column: (key) => {
      const column = kept?.column(key);
      return found.map((one) => (one.kept === null ? one.made[key] : column?.[one.kept]));
    },
    problems: new Map(found.flatMap(({ trial, problem }) => (problem === null ? [] : [[trial, problem]]))),
  };
}

/** Writes the entries that may be kept. It only saves work: where nothing can be written, nothing is. */
async function keep(path: string, found: readonly Found[], index: TrialIndex, version: string): Promise<void> {
  const rows = found.flatMap(({ run }, row) => (run === null ? [] : [row]));
  const pick = <T>(values: readonly T[]): T[] => rows.map((row) => values[row]!);
  const content = encodeIndex({
    version,
    trials: pick(index.trials),
    stamps: rows.map((row) => found[row]!.stamp),
    runs: rows.map((row) => found[row]!.run!),
    keys: index.keys,
    column: (key) => pick(index.column(key)),
  });
  try {
    await storing(path, () => writeAtomic(path, content));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}
