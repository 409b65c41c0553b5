import { metricsRow, type MetricsRow } from '@latent-paths/core';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readIfThere, writeAtomic } from './atomic.js';
import { parseRecord } from './record-file.js';

const NEWLINE = 0x0a;

/**
 * Appends one row as one line, in one write, and waits until it is on disk: a checkpoint never knows of more steps than the log.
 * @throws where the row does not fit its schema (a NaN, say), or the file ends in a torn line
 */
export async function appendMetrics(path: string, row: MetricsRow): Promise<void> {
  const parsed = metricsRow.safeParse(row);
  if (!parsed.success) throw new TypeError(`${path}: refuses a row that does not fit its schema:\n${z.prettifyError(parsed.error)}`);
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'a+');
  try {
    const { size } = await handle.stat();
    const last = size === 0 ? NEWLINE : (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
    if (last !== NEWLINE) throw new Error(`${path}: expected whole lines, got a torn last one; cut the log at the checkpoint before going on`);
    const line = Buffer.from(`${JSON.stringify(parsed.data)}\n`);
    const { bytesWritten } = await handle.write(line);
    if (bytesWritten !== line.length) throw new Error(`${path}: expected to write ${line.length} bytes, wrote ${bytesWritten}; is the disk full?`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Rows and their lines. What follows the last newline was never written whole, and is no row. */
function parseLog(path: string, text: string): { row: MetricsRow; line: string }[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, i) => ({ row: parseRecord(`${path}:${i + 1}`, metricsRow, line), line }));
}

/** All whole rows of a log, in order. */
export function parseMetrics(path: string, text: string): MetricsRow[] {
  return parseLog(path, text).map(({ row }) => row);
}

/** Drops rows past `lastStep` and a torn last line, by atomic rename; the lines that stay keep their bytes. */
export async function cutMetrics(path: string, lastStep: number): Promise<void> {
  const text = (await readIfThere(path))?.toString('utf8');
  if (text === undefined) return;
  const kept = parseLog(path, text)
    .filter(({ row }) => row.step <= lastStep)
    .map(({ line }) => `${line}\n`)
    .join('');
  if (kept !== text) await writeAtomic(path, kept);
}
