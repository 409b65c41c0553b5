import { runRecord, summaryRecord, type MetricsRow, type RunRecord, type SummaryRecord } from '@latent-paths/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from './atomic.js';
import { CHECKPOINT, CHECKPOINT_BEFORE, readCheckpoint, writeCheckpoint, type SavedCheckpoint } from './checkpoints.js';
import {
  compareFiles,
  compareSealed,
  emptyFolder,
  hashFiles,
  measureFiles,
  readChecked,
  removeServed,
  sizeOfFolder,
  type FileProblem,
} from './files.js';
import { folderOwner, lockFolder, type LockWaiting, type Release } from './lock.js';
import {
  appendMetrics,
  BEGINNING,
  cutMetrics,
  followMetrics,
  metricsEnd,
  parseMetrics,
  type LogPlace,
  type NewRows,
} from './metrics-log.js';
import { checkName } from './names.js';
import { parseRecord, writeRecord } from './record-file.js';
import { writeSealed } from './seal.js';
import { shareLog } from './shared-log.js';
import { decodeTable, encodeTable, type Table } from './tables.js';

/**
 * The files of one trial. What is absent reads as null; what is altered, truncated or invalid throws an error that
 * names the file. Once the trial is finished, every read is checked against the hashes in `run.json`.
 */
export interface TrialStore {
  readonly folder: string;
  /**
   * Takes the trial for this process. From then on, all that writes throws LockLostError once the lock is lost.
   * @throws LockedError if another process has it
   */
  lock(waiting?: LockWaiting): Promise<Release>;
  /** The process that is at work on the trial, or may be on another machine, in words; null if none is. */
  owner(): Promise<string | null>;
  /** Bytes of all its files. */
  size(): Promise<number>;
  /** Its files and their sizes in bytes, sorted; without seals and hidden files. */
  files(): Promise<{ readonly name: string; readonly bytes: number }[]>;
  /**
   * Lets the log of a job lie here, too, under a hidden name with the job's launch in it, whatever is cleared or
   * finished meanwhile. Resolves to why it cannot, in words; null if it does.
   */
  shareLog(path: string, launch: string): Promise<string | null>;
  readRun(): Promise<RunRecord | null>;
  /** @throws if the status is `finished`: that is for `finish` to say */
  writeRun(record: RunRecord): Promise<void>;
  /** Text of `spec.yaml`. */
  readSpec(): Promise<string | null>;
  writeSpec(text: string): Promise<void>;
  /** Whole rows, in order; a torn last line is none. No file is no rows. */
  readMetrics(): Promise<MetricsRow[]>;
  /** The rows that were written since the log was read up to `place`; null for all. */
  followMetrics(place: LogPlace | null): Promise<NewRows>;
  appendMetrics(row: MetricsRow): Promise<void>;
  /**
   * Cuts the rows to those that were there when a checkpoint was written, or to none: before a run goes on from it.
   * @throws if some of those are altered or missing
   */
  cutMetrics(checkpoint: SavedCheckpoint | null): Promise<void>;
  /** The last checkpoint that is whole. @throws if none is */
  readCheckpoint(): Promise<SavedCheckpoint | null>;
  /** Keeps the one before it, too, until the trial is finished. */
  writeCheckpoint(bytes: Uint8Array): Promise<void>;
  has(name: string): Promise<boolean>;
  /** Until the trial is finished, the SHA-256 of a file stands in `<name>.sha256`. */
  readBytes(name: string): Promise<Uint8Array | null>;
  writeBytes(name: string, bytes: Uint8Array): Promise<void>;
  readTable(name: string): Promise<Table | null>;
  writeTable(name: string, table: Table): Promise<void>;
  readSummary(): Promise<SummaryRecord | null>;
  writeSummary(summary: SummaryRecord): Promise<void>;
  /** Records the hash of every file in `run.json`, with status `finished`: the last write to a trial. */
  finish(record: Omit<RunRecord, 'status' | 'files'>): Promise<void>;
  /** Files that are not what was written; none if all is well. */
  check(): Promise<FileProblem[]>;
  /**
   * Removes all of the trial's files but its lock, `run.json` first: to run it afresh, also where that was killed
   * halfway.
   */
  clear(): Promise<void>;
}

const RUN = 'run.json';
const SPEC = 'spec.yaml';
const METRICS = 'metrics.jsonl';
const SUMMARY = 'summary.json';

/** Files in which a hash of their content stands, so that they need no seal. */
const CARRY_THEIR_OWN: ReadonlySet<string> = new Set([METRICS, SUMMARY]);

export function openTrial(folder: string): TrialStore {
  const file = (name: string) => join(folder, checkName('file', name));

  const readRun = async (): Promise<RunRecord | null> => {
    const text = await readIfThere(file(RUN));
    return text === null ? null : parseRecord(file(RUN), runRecord, text.toString('utf8'));
  };
  const recorded = async () => {
    const run = await readRun();
    return run?.status === 'finished' ? run.files : null;
  };
  const readBytes = async (name: string) => readChecked(folder, checkName('file', name), await recorded());
  const readText = async (name: string): Promise<string | null> => {
    const files = await recorded();
    const bytes =
      files === null && CARRY_THEIR_OWN.has(name)
        ? await readIfThere(file(name))
        : await readChecked(folder, name, files);
    return bytes?.toString('utf8') ?? null;
  };

  let held: Release | null = null;
  /** The record as this process left it: whoever takes a trial writes it before all else. */
  let record: Buffer | null = null;
  const remember = async () => {
    if (held !== null) record = await readIfThere(file(RUN));
  };
  /** @throws LockLostError if the lock was lost, and the folder may be another one's */
  const checkHeld = async () => {
    held?.check();
    if (held?.isRetaken() && !isSame(record, await readIfThere(file(RUN)))) throw held.lost.reason;
  };

  const readMetrics = async () => parseMetrics(file(METRICS), (await readText(METRICS)) ?? '');
  const readSummary = async () => {
    const text = await readText(SUMMARY);
    return text === null ? null : parseRecord(file(SUMMARY), summaryRecord, text);
  };

  return {
    folder,
    lock: async (waiting) => {
      const lock = await lockFolder(folder, waiting);
      held = lock;
      await remember().catch(async (error: unknown) => {
        await lock();
        throw error;
      });
      return lock;
    },
    owner: () => folderOwner(folder),
    size: () => sizeOfFolder(folder),
    files: () => measureFiles(folder),

    shareLog: (path, launch) => shareLog(path, folder, checkName('launch', launch)),
    readRun,
    writeRun: async (run) => {
      if (run.status === 'finished')
        throw new TypeError(`${file(RUN)}: expected finish() to write the status finished, got writeRun()`);
      await checkHeld();
      await writeRecord(file(RUN), runRecord, run);
      await remember();
    },
    readSpec: () => readText(SPEC),
    writeSpec: async (text) => {
      await checkHeld();
      await writeSealed(file(SPEC), text);
    },

    readMetrics,
    followMetrics: (place) => followMetrics(file(METRICS), place),
    appendMetrics: async (row) => {
      await checkHeld();
      await appendMetrics(file(METRICS), row);
    },
    cutMetrics: async (checkpoint) => {
      await checkHeld();
      await cutMetrics(file(METRICS), checkpoint?.note ?? BEGINNING);
    },

    readCheckpoint: async () => {
      if ((await recorded()) === null) return readCheckpoint(folder);
      const bytes = await readBytes(CHECKPOINT);
      return bytes === null ? null : { path: file(CHECKPOINT), bytes, note: '', damaged: null };
    },
    writeCheckpoint: async (bytes) => {
      await checkHeld();
      await writeCheckpoint(folder, bytes, await metricsEnd(file(METRICS)));
    },

    has: async (name) => existsSync(file(name)),
    readBytes,
    writeBytes: async (name, bytes) => {
      await checkHeld();
      await writeSealed(file(name), bytes);
    },
    readTable: async (name) => {
      const bytes = await readBytes(name);
      return bytes === null ? null : decodeTable(file(name), bytes);
    },
    writeTable: async (name, table) => {
      await checkHeld();
      await writeSealed(file(name), encodeTable(table));
    },

    readSummary,
    writeSummary: async (summary) => {
      await checkHeld();
      await writeRecord(file(SUMMARY), summaryRecord, summary);
    },

    finish: async (record) => {
      // Before their hashes are recorded, they are checked against those that they carry; hashFiles does so with the
      // others.
      await Promise.all([readMetrics(), readSummary()]);
      const files = await hashFiles(folder, [RUN, CHECKPOINT_BEFORE]);
      await checkHeld();
      await writeRecord(file(RUN), runRecord, { ...record, status: 'finished', files });
      await removeServed(folder, [CHECKPOINT_BEFORE]);
    },
    check: async () => {
      const files = await recorded();
      if (files !== null) return compareFiles(folder, files);
      const readers = [
        [METRICS, readMetrics],
        [SUMMARY, readSummary],
      ] as const;
      const fits = await Promise.all(
        readers.map(([, read]) =>
          read().then(
            () => true,
            () => false,
          ),
        ),
      );
      const altered = readers.filter((_, i) => !fits[i]).map(([file]): FileProblem => ({ file, problem: 'altered' }));
      return [...(await compareSealed(folder)), ...altered];
    },
    clear: async () => {
      await checkHeld();
      await emptyFolder(folder, RUN);
      await remember();
    },
  };
}

function isSame(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}
