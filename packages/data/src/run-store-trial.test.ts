import { sha256 } from '@latent-paths/core';
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { row, run, summary, temporaryFolder } from '../test/fixtures/records.js';
import { openStore } from './run-store.js';
import type { Table } from './store/tables.js';

const openTrial = () => openStore(temporaryFolder()).experiment('dense-alpha').trial('abc');

const table: Table = { columns: { pair: { kind: 'int32', data: new Int32Array([1, 2, 3]) } }, metadata: { note: 'x' } };

describe('the metrics of a trial', () => {
  const rows = [row(1), row(2), row(3)];

  it('are appended a line at a time and cut at a checkpoint', async () => {
    const trial = openTrial();
    expect(await trial.readMetrics()).toEqual([]);
    await trial.cutMetrics(null);
    await trial.writeCheckpoint(new Uint8Array(1));
    const atStart = await trial.readCheckpoint();
    await trial.appendMetrics(rows[0]!);
    await trial.appendMetrics(rows[1]!);
    await trial.writeCheckpoint(new Uint8Array(2));
    const checkpoint = await trial.readCheckpoint();
    await trial.appendMetrics(rows[2]!);
    expect(await trial.readMetrics()).toEqual(rows);
    await trial.cutMetrics(checkpoint);
    expect(await trial.readMetrics()).toEqual(rows.slice(0, 2));
    await trial.appendMetrics(rows[2]!);
    expect(await trial.readMetrics()).toEqual(rows);
    for (const beginning of [atStart, null]) {
      await trial.appendMetrics(rows[0]!);
      await trial.cutMetrics(beginning);
      expect(await trial.readMetrics()).toEqual([]);
    }
    await expect(trial.cutMetrics(checkpoint)).rejects.toThrow(/metrics\.jsonl: rows are missing: .*delete the folder/);
  });

  it('truncated at any byte, have the rows that are whole, and go on after a cut', async () => {
    const trial = openTrial();
    const rows = [1, 2].map((step) => ({ ...row(step), weights: {}, losses: {}, gradientNorms: {}, validation: null }));
    for (const one of rows) await trial.appendMetrics(one);
    const path = join(trial.folder, 'metrics.jsonl');
    const whole = readFileSync(path);
    const first = whole.indexOf(0x0a) + 1;
    writeFileSync(path, whole.subarray(0, first));
    await trial.writeCheckpoint(new Uint8Array(1));
    const checkpoint = await trial.readCheckpoint();
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      const complete = whole.subarray(0, length).filter((byte) => byte === 0x0a).length;
      expect(await trial.readMetrics()).toEqual(rows.slice(0, complete));
      if (length < first) {
        await expect(trial.cutMetrics(checkpoint)).rejects.toThrow(/metrics\.jsonl: rows are missing/);
      } else {
        await trial.cutMetrics(checkpoint);
        expect(readFileSync(path)).toEqual(whole.subarray(0, first));
      }
    }
    await trial.appendMetrics(rows[1]!);
    expect(readFileSync(path)).toEqual(whole);
  });

  it('are told apart from every other: no bit of them changes unseen, while they grow', async () => {
    const trial = openTrial();
    const rows = [1, 2, 3].map((step) => ({
      ...row(step),
      weights: {},
      losses: {},
      gradientNorms: {},
      validation: null,
    }));
    for (const one of rows) await trial.appendMetrics(one);
    await trial.writeCheckpoint(new Uint8Array(1));
    const checkpoint = await trial.readCheckpoint();
    const path = join(trial.folder, 'metrics.jsonl');
    const whole = readFileSync(path);
    for (let i = 0; i < whole.length; i += 3) {
      writeFileSync(
        path,
        whole.map((byte, j) => (i === j ? byte ^ (1 << (i % 8)) : byte)),
      );
      const named = /metrics\.jsonl(:\d)?: (altered|rows are missing).*delete the folder/;
      await expect(trial.cutMetrics(checkpoint)).rejects.toThrow(named);
      // Where the last line's end is what was altered, that line is torn: it is no row.
      await trial.readMetrics().then(
        (read) => expect(read).toEqual(rows.slice(0, 2)),
        (error: Error) => expect(error.message).toMatch(named),
      );
    }
    const lines = whole.toString('utf8').split('\n');
    for (const order of [
      [1, 0, 2],
      [0, 2],
      [1, 2],
      [0, 0, 1, 2],
    ]) {
      writeFileSync(path, order.map((i) => `${lines[i]}\n`).join(''));
      await expect(trial.readMetrics()).rejects.toThrow(/metrics\.jsonl:\d: altered/);
    }
  });

  it('refuse to go on after a torn line, a NaN, and a broken line', async () => {
    const trial = openTrial();
    await trial.appendMetrics(rows[0]!);
    await expect(trial.appendMetrics({ ...rows[1]!, total: NaN })).rejects.toThrow(/refuses a row[\s\S]*total/);
    const path = join(trial.folder, 'metrics.jsonl');
    truncateSync(path, 40);
    await expect(trial.appendMetrics(rows[1]!)).rejects.toThrow(
      /metrics\.jsonl: .*torn last line; run the same command again/,
    );
    appendFileSync(path, '\n');
    await expect(trial.readMetrics()).rejects.toThrow(/metrics\.jsonl:1: expected JSON.*restore it/);
  });
});

describe('a trial', () => {
  async function finished() {
    const trial = openTrial();
    await trial.writeRun(run);
    await trial.writeSpec('seed: 1\n');
    await trial.appendMetrics(row(1));
    await trial.writeCheckpoint(new Uint8Array([1, 2]));
    await trial.writeCheckpoint(new Uint8Array([1, 2, 3]));
    await trial.writeTable('points.arrow', table);
    await trial.writeSummary(summary);
    await trial.finish({ ...run, endedAt: '2026-01-01T00:01:00.000Z' });
    return trial;
  }

  it('reads null for all that is not there yet', async () => {
    const trial = openTrial();
    expect([
      await trial.readRun(),
      await trial.readSpec(),
      await trial.readSummary(),
      await trial.readBytes('x'),
      await trial.readTable('x'),
    ]).toEqual(Array(5).fill(null));
    expect(await trial.has('x')).toBe(false);
    await expect(trial.readBytes('../x')).rejects.toThrow(/file: expected a name/);
  });

  it('is finished with the hash of every file, and no others lie about', async () => {
    const trial = await finished();
    const names = ['checkpoint.safetensors', 'metrics.jsonl', 'points.arrow', 'spec.yaml', 'summary.json'];
    expect(readdirSync(trial.folder)).toEqual([...names, 'run.json'].sort());
    const record = (await trial.readRun())!;
    expect(record.status).toBe('finished');
    expect(Object.keys(record.files)).toEqual(names);
    for (const name of names) expect(record.files[name]).toBe(sha256(readFileSync(join(trial.folder, name))));
    expect(await trial.check()).toEqual([]);
    expect([await trial.readSpec(), await trial.readSummary(), await trial.readMetrics()]).toEqual([
      'seed: 1\n',
      summary,
      [row(1)],
    ]);
    expect(await trial.readTable('points.arrow')).toEqual(table);
    expect([...(await trial.readBytes('checkpoint.safetensors'))!]).toEqual([1, 2, 3]);
    expect(await trial.has('points.arrow')).toBe(true);
  });

  it.each([
    ['checkpoint.safetensors', (trial) => trial.readBytes('checkpoint.safetensors')],
    ['points.arrow', (trial) => trial.readTable('points.arrow')],
    ['summary.json', (trial) => trial.readSummary()],
    ['metrics.jsonl', (trial) => trial.readMetrics()],
    ['spec.yaml', (trial) => trial.readSpec()],
  ] as [string, (trial: Awaited<ReturnType<typeof finished>>) => Promise<unknown>][])(
    'names %s when it was altered, truncated or lost after the end, and never reads it',
    async (name, read) => {
      const trial = await finished();
      const path = join(trial.folder, name);
      const bytes = readFileSync(path);
      // A digit more or less leaves valid JSON, and a float of a table a float: only the hash can tell.
      for (const damaged of [
        Buffer.concat([bytes.subarray(0, -2), Buffer.from([bytes.at(-2)! ^ 1]), bytes.subarray(-1)]),
        bytes.subarray(0, -1),
      ]) {
        writeFileSync(path, damaged);
        await expect(read(trial)).rejects.toThrow(new RegExp(`${name}: altered or truncated`));
        expect(await trial.check()).toEqual([{ file: name, problem: 'altered' }]);
      }
      rmSync(path);
      await expect(read(trial)).rejects.toThrow(new RegExp(`${name}: missing`));
      expect(await trial.check()).toEqual([{ file: name, problem: 'missing' }]);
    },
  );

  it('tells of altered bytes and tables while it still runs, and does not finish on them', async () => {
    const trial = openTrial();
    await trial.writeRun(run);
    await trial.writeTable('points.arrow', table);
    expect(await trial.check()).toEqual([]);
    const path = join(trial.folder, 'points.arrow');
    const bytes = readFileSync(path);
    for (let i = 0; i < bytes.length; i += 7) {
      writeFileSync(
        path,
        bytes.map((byte, j) => (i === j ? byte ^ 1 : byte)),
      );
      await expect(trial.readTable('points.arrow')).rejects.toThrow(/points\.arrow: altered or truncated/);
    }
    expect(await trial.check()).toEqual([{ file: 'points.arrow', problem: 'altered' }]);
    await expect(trial.finish(run)).rejects.toThrow(/points\.arrow: altered or truncated/);
    expect((await trial.readRun())!.status).toBe('running');
  });

  it('is finished by finish alone, and cleared of all but its lock', async () => {
    const trial = await finished();
    await expect(trial.writeRun({ ...run, status: 'finished' })).rejects.toThrow(/expected finish\(\)/);
    const before = await trial.size();
    expect(before).toBeGreaterThan(100);
    const release = await trial.lock();
    await trial.clear();
    expect(readdirSync(trial.folder)).toEqual(['.lock']);
    expect(await trial.size()).toBeLessThan(before);
    await release();
    expect(await trial.readRun()).toBeNull();
  });
});
