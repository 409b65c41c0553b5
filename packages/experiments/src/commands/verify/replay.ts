import { hashJson, sha256, type SummaryRecord } from '@latent-paths/core';
import { encodeTable, type Table } from '@latent-paths/data';
import type { Machine } from '@latent-paths/trials/training';
import { differs, isFinished, listed, note, ok, unchecked, type Finding, type TrialSubject } from './check.js';
import { inputs } from './inputs.js';
import type { Replayed, Replayer } from './replayer.js';

/**
 * Scores a trial again from its checkpoint and compares every table with what was recorded, bit by bit. What is
 * measured now and was not then is compared with nothing. On another engine or CPU other bits are no fault: how
 * far they are apart is reported then.
 */
export async function findReplay(subject: TrialSubject, replayer: Replayer): Promise<Finding> {
  if (!isFinished(subject)) return unchecked('the trial has not finished');
  // What is missing would be made again, for minutes, and not be what the trial stood on.
  const found = await inputs.find(subject).catch(() => null);
  if (found?.outcome !== 'ok') return unchecked('what it uses has changed or is missing');
  try {
    return await replayer.replay(subject, (made) => hold(subject, made));
  } catch (error) {
    return unchecked(error instanceof Error ? error.message : String(error));
  }
}

async function hold(subject: TrialSubject, made: Replayed): Promise<Finding> {
  const tables = Object.keys(subject.run.files).filter((name) => name.endsWith('.arrow'));
  const others: string[] = [];
  for (const name of tables) {
    if (!(await isMadeAgain(name, subject, made))) others.push(name);
  }
  const told = await subject.summary();
  if (hashJson(untimed(knownOf(made.summary, told))) !== hashJson(untimed(told))) others.push('summary.json');
  if (others.length === 0) return ok(`scored again: ${tables.length} tables and the summary are bit-identical`);
  const foreign = foreignness(subject.run.provenance, made.machine);
  if (foreign === null) return differs(`scored again: other bits in ${listed(others, 'file')}`);
  return note(
    `scored again on ${foreign}: other bits, different by at most ` +
      `${(await distance(subject, made, tables)).toExponential(1)} of a column’s norm`,
  );
}

async function isMadeAgain(name: string, { run, files }: TrialSubject, made: Replayed): Promise<boolean> {
  const bytes = await made.files.readBytes(name);
  if (bytes === null) return false;
  if (sha256(bytes) === run.files[name]) return true;
  const [before, now] = [await files.readTable(name), await made.files.readTable(name)];
  if (before === null || now === null) return false;
  return sha256(encodeTable({ ...now, columns: partOf(now.columns, before.columns) })) === run.files[name];
}

/** What is measured now, without the scores that were not known when the other summary was written. */
function knownOf(now: SummaryRecord, before: SummaryRecord): SummaryRecord {
  return {
    ...now,
    points: partOf(now.points, before.points),
    paths: partOf(now.paths, before.paths),
    sets: partOf(now.sets, before.sets),
  };
}

/** The entries whose keys the other one has, too, in its order. */
function partOf<Value>(all: Readonly<Record<string, Value>>, other: object): Record<string, Value> {
  return Object.fromEntries(Object.keys(other).flatMap((key) => (all[key] === undefined ? [] : [[key, all[key]]])));
}

/** What of the machine is another than then; null if nothing is. */
function foreignness(then: Machine, now: Machine): string | null {
  if (then.engine !== now.engine) return `${now.engine}, not ${then.engine}`;
  return then.cpu === now.cpu ? null : `the CPU ${now.cpu}, not ${then.cpu}`;
}

/** Without how long it took. */
function untimed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untimed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (/seconds$/i.test(key) ? [] : [[key, untimed(inner)]])),
  );
}

/** The largest ‖a − b‖ / max(‖a‖, ‖b‖) of any column of numbers. */
async function distance(subject: TrialSubject, made: Replayed, tables: readonly string[]): Promise<number> {
  let largest = 0;
  for (const name of tables) {
    const [before, now] = [await subject.files.readTable(name), await made.files.readTable(name)];
    if (before !== null && now !== null)
      largest = Math.max(largest, ...Object.keys(before.columns).map((column) => apart(before, now, column)));
  }
  return largest;
}

function apart(before: Table, now: Table, name: string): number {
  const [a, b] = [before.columns[name], now.columns[name]];
  if (a?.kind !== 'float32' || b?.kind !== 'float32') return 0;
  // What is not defined is NaN in both, or else the two are as far apart as can be.
  const gaps = a.data.map((value, i) => (Object.is(value, b.data[i]) ? 0 : value - b.data[i]!));
  if (gaps.some(Number.isNaN)) return Infinity;
  return norm(gaps) === 0 ? 0 : norm(gaps) / Math.max(norm(a.data), norm(b.data));
}

function norm(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value * value), 0));
}
