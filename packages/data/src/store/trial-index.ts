import { runRecord, sha256, summaryRecord, type RunRecord, type SummaryRecord } from '@latent-paths/core';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeAtomic } from './atomic.js';
import { readChecked } from './files.js';
import { decodeIndex, encodeIndex, type IndexEntry, type IndexValue, type KeptIndex } from './index-file.js';
import { folderOwner } from './lock.js';
import { mapAtOnce } from './map-at-once.js';
import { parseRecord } from './record-file.js';
import { StorageError } from './storage-error.js';
import { entriesOf } from './file-tree.js';

/** What an entry is made from. */
interface IndexedTrial {
  readonly run: RunRecord;
  /** Text of `spec.yaml`. */
  readonly spec: string | null;
  /** Of a finished trial. */
  readonly summary: SummaryRecord | null;
  /** The process that is at work on a trial that has not finished, in words. */
  readonly owner: string | null;
}

export interface IndexOptions {
  /** Names how entries are made: where the kept ones were made otherwise, all are made anew. */
  readonly version: string;
  make(trial: IndexedTrial): IndexEntry;
  /** Called with how many trials must be read in full, before they are. */
  onReading?(trials: number): void;
}

/** The entries of all trials of an experiment, column by column: thousands of trials are asked for a few keys only. */
export interface TrialIndex {
  /** Ids of all trials that were ever started here, sorted: the rows. */
  readonly trials: readonly string[];
  /** The keys that any entry has. */
  readonly keys: readonly string[];
  /** A key's value by row; undefined if an entry has no such key. */
  column(key: string): readonly (IndexValue | undefined)[];
  /** Why there is no entry, by the trial's id: a file is damaged, say. */
  readonly problems: ReadonlyMap<string, string>;
}

const RUN = 'run.json';
const SPEC = 'spec.yaml';
const SUMMARY = 'summary.json';
const INDEX = '.index';

/** New entries for which the whole file is written again, however many there are in all. */
const WORTH_WRITING = 50;

/**
 * The index of an experiment's folder. Entries of finished trials are kept in the file `.index`, and never stale: one
 * counts only while the trial's `run.json`, which holds the hash of every file of the trial, is the very file that it
 * was made from (by inode, size and times) or has the same content (in a copied folder). Where that file cannot be
 * written, the next one to ask reads the trials again.
 */
export async function readTrialIndex(folder: string, options: IndexOptions): Promise<TrialIndex> {
  const path = join(folder, INDEX);
  const kept = decodeIndex(await readIfThere(path), options.version);
  const rowsKept = new Map(kept?.trials.map((trial, row) => [trial, row]));
  const rows = (await stampRuns(folder)).map((row) => ({ ...row, kept: rowsKept.get(row.trial) ?? null }));
  const unread = rows.flatMap(({ stamp, kept: at }, row) => (at !== null && kept?.stamps[at] === stamp ? [] : [row]));
  if (unread.length > 0) options.onReading?.(unread.length);
  const made = new Columns(rows.length);
  const found = rows.map(({ kept: at }): Found => ({
    kept: at,
    run: at === null ? null : kept!.runs[at]!,
    problem: null,
  }));
  await mapAtOnce(unread, async (row) => {
    const { trial, kept: at } = rows[row]!;
    found[row] = await find(join(folder, trial), { kept, at, make: (facts) => made.set(row, options.make(facts)) });
  });
  const index = indexOf({ trials: rows.map(({ trial }) => trial), found, made, kept });
  const news = unread.filter((row) => found[row]!.run !== null).length;
  if (news > 0 && news >= Math.min(WORTH_WRITING, rows.length / 20)) {
    const stays = rows.flatMap((_, row) => (found[row]!.run === null ? [] : [row]));
    const pick = <T>(values: readonly T[]): T[] => stays.map((row) => values[row]!);
    const runs = stays.map((row) => found[row]!.run!);
    await keep(path, {
      version: options.version,
      trials: pick(index.trials),
      stamps: pick(rows.map(({ stamp }) => stamp)),
      runs,
      keys: index.keys,
      column: (key) => pick(index.column(key)),
    });
  }
  return index;
}

/**
 * The trials of a folder, sorted, each with what tells that its `run.json` is still the same file: every write replaces
 * it by another.
 */
async function stampRuns(folder: string): Promise<{ readonly trial: string; readonly stamp: string }[]> {
  if (!existsSync(folder)) return [];
  const folders = (await entriesOf(folder)).filter(({ kind }) => kind === 'folder');
  const stamps = await mapAtOnce(folders, async ({ name: trial, path }) => {
    const file = await stat(join(path, RUN), { bigint: true }).catch(() => null);
    return file && { trial, stamp: [file.ino, file.size, file.mtimeNs, file.ctimeNs].join(' ') };
  });
  return stamps.filter((one) => one !== null);
}

interface Found {
  /** Row in the kept index; null if its entry was made just now, or could not be. */
  readonly kept: number | null;
  /** SHA-256 of `run.json`; null if the entry is not to be kept. */
  readonly run: string | null;
  readonly problem: string | null;
}

interface Known {
  readonly kept: KeptIndex | null;
  /** The trial's row in it. */
  readonly at: number | null;
  make(trial: IndexedTrial): void;
}

async function find(folder: string, { kept, at, make }: Known): Promise<Found> {
  try {
    const path = join(folder, RUN);
    const text = ((await readIfThere(path)) ?? '').toString('utf8');
    const hash = sha256(text);
    if (at !== null && kept?.runs[at] === hash) return { kept: at, run: hash, problem: null };
    const run = parseRecord(path, runRecord, text);
    const isFinished = run.status === 'finished';
    const spec = await readChecked(folder, SPEC, isFinished ? run.files : null);
    const summary = isFinished ? await readChecked(folder, SUMMARY, run.files) : null;
    make({
      run,
      spec: spec?.toString('utf8') ?? null,
      summary: summary && parseRecord(join(folder, SUMMARY), summaryRecord, summary.toString('utf8')),
      owner: isFinished ? null : await folderOwner(folder),
    });
    return { kept: null, run: isFinished ? hash : null, problem: null };
  } catch (error) {
    return { kept: null, run: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Entries taken apart into columns as they are made: ten thousand objects of hundreds of keys would take gigabytes. */
class Columns {
  private readonly columns = new Map<string, (IndexValue | undefined)[]>();
  constructor(private readonly rows: number) {}

  keys(): readonly string[] {
    return [...this.columns.keys()];
  }

  set(row: number, entry: IndexEntry): void {
    for (const [key, value] of entry) {
      let column = this.columns.get(key);
      if (column === undefined)
        this.columns.set(key, (column = Array<IndexValue | undefined>(this.rows).fill(undefined)));
      column[row] = value;
    }
  }

  get(key: string): readonly (IndexValue | undefined)[] | undefined {
    return this.columns.get(key);
  }
}

interface Parts {
  readonly trials: readonly string[];
  readonly found: readonly Found[];
  readonly made: Columns;
  readonly kept: KeptIndex | null;
}

function indexOf({ trials, found, made, kept }: Parts): TrialIndex {
  const keptKeys = found.some((one) => one.kept !== null) ? kept!.keys : [];
  return {
    trials,
    keys: [...new Set([...keptKeys, ...made.keys()])],
    column: (key) => {
      const before = kept?.column(key);
      const now = made.get(key);
      return found.map((one, row) => (one.kept === null ? now?.[row] : before?.[one.kept]));
    },
    problems: new Map(found.flatMap(({ problem }, row) => (problem === null ? [] : [[trials[row]!, problem]]))),
  };
}

/** Writes the entries that may be kept. It only saves work: where nothing can be written, nothing is. */
async function keep(path: string, index: KeptIndex): Promise<void> {
  try {
    await writeAtomic(path, encodeIndex(index));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
  }
}
