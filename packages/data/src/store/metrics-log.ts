import { metricsRow, sha256, type MetricsRow } from '@latent-paths/core';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolder, readIfThere, writeAtomic } from './atomic.js';
import { parseRow } from './record-file.js';
import { startAnew } from './remedy.js';
import { isMissing, storing } from './storage-error.js';
import { firstLink } from './file-tree.js';

/**
 * Where a log ends: the check of its last row, which by the chain stands for every byte up to there. A log without
 * rows ends at `BEGINNING`.
 */
export type LogEnd = string;
export const BEGINNING: LogEnd = 'beginning';

/**
 * Each line ends in a check: the first 16 hex digits of the SHA-256 of the check before it and of the line itself
 * without its check. A row that is altered, lost or out of place is thereby found while the log still grows.
 */
const CHECK = /^(.*),"check":"([0-9a-f]{16})"\}$/s;
const CHECK_BYTES = ',"check":"0123456789abcdef"}\n'.length;

const checkOf = (before: LogEnd, line: string): LogEnd => sha256(`${before} ${line}`).slice(0, 16);

/**
 * Appends one row as one line and waits until it is on disk: a checkpoint never knows of more steps than the log.
 * @throws if the row does not fit its schema (a NaN, say), or the file does not end in a whole row
 */
export async function appendMetrics(path: string, row: MetricsRow): Promise<void> {
  const parsed = metricsRow.safeParse(row);
  if (!parsed.success)
    throw new TypeError(`${path}: refuses a row that does not fit its schema:\n${z.prettifyError(parsed.error)}`);
  const text = JSON.stringify(parsed.data).slice(0, -1);
  await makeFolder(dirname(path));
  await storing(path, async () => {
    const handle = await open(path, 'a+');
    try {
      await handle.writeFile(`${text},"check":"${checkOf(await endOf(path, handle), text)}"}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  });
}

/** Where a log ends now; one that is not there has not begun. */
export function metricsEnd(path: string): Promise<LogEnd> {
  return storing(path, async () => {
    let handle: FileHandle;
    try {
      handle = await open(path, 'r');
    } catch (error) {
      if (isMissing(error)) return BEGINNING;
      throw error;
    }
    try {
      return await endOf(path, handle);
    } finally {
      await handle.close();
    }
  });
}

async function endOf(path: string, handle: FileHandle): Promise<LogEnd> {
  const { size } = await handle.stat();
  if (size === 0) return BEGINNING;
  const { buffer } = await handle.read(Buffer.alloc(CHECK_BYTES), 0, CHECK_BYTES, Math.max(0, size - CHECK_BYTES));
  const end = /^,"check":"([0-9a-f]{16})"\}\n$/.exec(buffer.toString('utf8'))?.[1];
  if (end === undefined)
    throw new Error(
      `${path}: expected to end in a whole row with its check, got a torn last line; run the same command again: ` +
        'the log is then cut to its last checkpoint',
    );
  return end;
}

/**
 * Rows from a place of the log on, and their lines. What follows the last newline was never written whole, and is no
 * row.
 */
function parseLog(path: string, text: string, from = START): { row: MetricsRow; line: string; end: LogEnd | null }[] {
  const lines = text.split('\n').slice(0, -1);
  // Logs of version 0.1.0 have no checks.
  const isChecked = lines.some((line) => CHECK.test(line));
  let before = from.end;
  return lines.map((line, i) => {
    const where = `${path}:${from.lines + i + 1}`;
    const remedy = startAnew(path);
    if (!isChecked) return { row: parseRow(where, metricsRow, line, remedy), line, end: null };
    const [, content, check] = CHECK.exec(line) ?? [];
    if (content === undefined || check === undefined || check !== checkOf(before, content)) {
      throw new Error(
        `${where}: altered: expected a row whose check fits it and all rows before it, got another; ${remedy}`,
      );
    }
    before = check;
    return { row: parseRow(where, metricsRow, `${content}}`, remedy), line, end: check };
  });
}

/** How far a log was read. */
export interface LogPlace {
  readonly lines: number;
  readonly bytes: number;
  readonly end: LogEnd;
}

const START: LogPlace = { lines: 0, bytes: 0, end: BEGINNING };

export interface NewRows {
  readonly rows: readonly MetricsRow[];
  /** True where the log was cut or begun anew since, so that these are its rows from the first one on. */
  readonly anew: boolean;
  readonly place: LogPlace;
}

/**
 * The whole rows of a growing log that were written since it was read up to `place` (null: from its first row on),
 * found without reading those before again.
 */
export async function followMetrics(path: string, place: LogPlace | null): Promise<NewRows> {
  const from = place ?? START;
  const text = await readFrom(path, from.bytes);
  const whole = text?.slice(0, text.lastIndexOf('\n') + 1) ?? '';
  if (from !== START && (text === null || !follows(whole, from.end)))
    return { ...(await followMetrics(path, null)), anew: true };
  const read = parseLog(path, whole, from);
  const end = read.at(-1)?.end ?? from.end;
  return {
    rows: read.map(({ row }) => row),
    anew: false,
    place: { lines: from.lines + read.length, bytes: from.bytes + Buffer.byteLength(whole), end },
  };
}

/** Whether the first of some lines was written after a row with this check. */
function follows(lines: string, end: LogEnd): boolean {
  const [, content, check] = CHECK.exec(lines.split('\n', 1)[0]!) ?? [];
  return lines === '' || content === undefined || check === checkOf(end, content);
}

/** Text of a file from a byte on; null if the file is shorter. */
function readFrom(path: string, byte: number): Promise<string | null> {
  return storing(path, async () => {
    let handle: FileHandle;
    try {
      handle = await open(path, 'r');
    } catch (error) {
      if (isMissing(error)) return byte === 0 ? '' : null;
      throw error;
    }
    try {
      const { size } = await handle.stat();
      if (size < byte) return null;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - byte), 0, size - byte, byte);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  });
}

/** All whole rows of a log, in order. @throws if one is altered, or rows are missing between others */
export function parseMetrics(path: string, text: string): MetricsRow[] {
  return parseLog(path, text).map(({ row }) => row);
}

/**
 * Cuts a log to what it was when it ended at `end`, by atomic rename; the lines that stay keep their bytes. A log that
 * is a link becomes a file of its own, so that the rows to come are not written to the one that the link leads to.
 * @throws if it never ended there: rows are missing
 */
export async function cutMetrics(path: string, end: LogEnd): Promise<void> {
  const text = (await readIfThere(path))?.toString('utf8') ?? '';
  const rows = end === BEGINNING ? [] : parseLog(path, text);
  const last = rows.findIndex((row) => row.end === end);
  if (last === -1 && end !== BEGINNING) {
    throw new Error(
      `${path}: rows are missing: expected one with the check ${end}, which was there when the checkpoint was ` +
        `written; ${startAnew(path)}`,
    );
  }
  const kept = rows
    .slice(0, last + 1)
    .map(({ line }) => `${line}\n`)
    .join('');
  if (kept !== text || (await firstLink([path])) !== null) await writeAtomic(path, kept);
}
