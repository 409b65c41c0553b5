import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parse as parseCsv } from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { list } from '../../src/commands/list.js';
import { table } from '../../src/commands/table.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { invoke, invokeJson } from './invoke.js';
import { messages, readFields, readRecords, scalarsOf, text } from './read-events.js';
import { copyOf, realStore, trialOf, type RealStore } from './real-store.js';

let real: RealStore;
beforeAll(async () => void (real = await realStore()));
afterAll(() => real.remove());

/** Values by trial, as list tells them. */
async function listed(keys: string): Promise<Record<string, unknown>[]> {
  const { trials } = await invokeJson(list, ['--columns', keys], real);
  return trials.map(({ values }: { values: Record<string, unknown> }) => values);
}

/** As Papa Parse reads a file: numbers and booleans by their look, null for an empty field. */
function csvRecords(path: string): { readonly columns: string[]; readonly records: Record<string, unknown>[] } {
  const { data, errors, meta } = parseCsv<Record<string, unknown>>(readFileSync(path, 'utf8'), {
    header: true,
    dynamicTyping: (column) => column !== 'startedAt', // it would make a Date of it
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return { columns: meta.fields!, records: data };
}

/** As hyparquet reads a file. */
async function parquetRecords(
  path: string,
): Promise<{ readonly columns: string[]; readonly types: string[]; readonly records: Record<string, unknown>[] }> {
  const bytes = new Uint8Array(readFileSync(path));
  const [, ...fields] = parquetMetadata(bytes.buffer).schema; // the first is the root
  return {
    columns: fields.map(({ name }) => name),
    types: fields.map(({ type, converted_type: converted }) => converted ?? type!),
    records: await parquetReadObjects({ file: bytes.buffer }),
  };
}

describe('csv and parquet', () => {
  it('are read by other readers as what list tells, to the last digit', async () => {
    const keys = [
      'experiment',
      'trial',
      'seed',
      'trained',
      'startedAt',
      'path.hidden',
      'sampling.alphas.count',
      'loss.attraction.weight.from',
      'points.reprojection.mean',
      'sets.diversity',
      'reprojection@0.5',
    ];
    const folder = temporaryFolder();
    for (const format of ['csv', 'parquet']) {
      const { code, out } = await invoke(
        table,
        ['--to', format, '--out', join(folder, `t.${format}`), '--columns', keys.join(',')],
        real,
      );
      expect([code, out]).toEqual([0, `4 trials to ${join(folder, `t.${format}`)}\n`]);
    }
    const expected = await listed(keys.join(','));
    const inCsv = csvRecords(join(folder, 't.csv'));
    const inParquet = await parquetRecords(join(folder, 't.parquet'));
    for (const { columns, records } of [inCsv, inParquet]) {
      expect(columns).toEqual(keys);
      expect(records).toHaveLength(4);
      expected.forEach((values, row) => {
        for (const key of keys) {
          const value = values[key] ?? null;
          expect(records[row]![key], `${row} ${key}`).toEqual(Array.isArray(value) ? JSON.stringify(value) : value);
        }
      });
    }
    const [text, number] = ['UTF8', 'DOUBLE'];
    expect(inParquet.types).toEqual([
      ...[text, text, number, 'BOOLEAN', text, text],
      ...[number, number, number, number, number],
    ]);
  });

  it('take every key but the means at single α, ½ apart', async () => {
    const path = join(temporaryFolder(), 't.parquet');
    await invoke(table, ['x', '--to', 'parquet', '--out', path], real);
    const { columns } = await parquetRecords(path);
    expect(columns).toEqual(
      expect.arrayContaining([
        'trial',
        'path.kind',
        'points.attraction.max',
        'provenance.engine',
        'reprojection@0.5',
        'training.seconds',
      ]),
    );
    expect(columns.filter((name) => /@[\d.]+$/.test(name)).sort()).toEqual(['attraction@0.5', 'reprojection@0.5']);
  });

  it('print csv where no file is named, with commas and quotes of RFC 4180', async () => {
    const { out } = await invoke(
      table,
      ['x', '--to', 'csv', '--where', 'seed=2', '--columns', 'arm,path.hidden'],
      real,
    );
    expect(out).toBe('arm,path.hidden\ngrowing,"[16,16,16]"\n');
  });
});

describe('tensorboard', () => {
  it('gets every row of metrics, the scores and the settings of each trial', async () => {
    const folder = join(temporaryFolder(), 'board');
    await invoke(table, ['x', '--to', 'tensorboard', '--out', folder], real);
    const id = await trialOf(real.store, 'x', 'growing', 2);
    expect(readdirSync(join(folder, 'x')).sort()).toEqual((await real.store.experiment('x').trials()).sort());
    const [file] = readdirSync(join(folder, 'x', id));
    expect(file).toMatch(/^events\.out\.tfevents\.\d{10}\./);
    const events = readRecords(readFileSync(join(folder, 'x', id, file!)));
    expect(text(readFields(events[0]!), 3)).toBe('brain.Event:2');

    const files = real.store.experiment('x').trial(id);
    const [rows, run, summary] = [await files.readMetrics(), (await files.readRun())!, (await files.readSummary())!];
    const scalars = events.flatMap(scalarsOf);
    const began = Date.parse(run.startedAt) / 1000;
    const curve = (tag: string) => scalars.filter((scalar) => scalar.tag === tag);
    expect(curve('loss/total')).toEqual(
      rows.map(({ step, total, seconds }) => ({
        tag: 'loss/total',
        step,
        value: Math.fround(total),
        wallTime: began + seconds,
      })),
    );
    expect(curve('weight/attraction').map(({ value }) => value)).toEqual(
      rows.map(({ weights }) => Math.fround(weights['attraction']!)),
    );
    expect(curve('validation/reprojection').map(({ step }) => step)).toEqual([8, 16, 24]);
    expect(curve('points.reprojection.mean')).toMatchObject([
      { step: 24, value: Math.fround(summary.points['reprojection']!.mean) },
    ]);

    // summary = 5, value = 1, metadata = 9, plugin_data = 1, content = 2; session_start_info = 3, hparams = 1 (key 1,
    // value 2).
    const [start, end] = [events[1]!, events.at(-1)!].map(
      (event) => messages(messages(readFields(event), 5)[0]!, 1)[0]!,
    );
    const content = (value: typeof start) => messages(messages(messages(value!, 9)[0]!, 1)[0]!, 2)[0]!;
    expect([text(start!, 1), text(end!, 1)]).toEqual(['_hparams_/session_start_info', '_hparams_/session_end_info']);
    const info = messages(content(start), 3)[0]!;
    expect(text(info, 4)).toBe('x/growing');
    const settings = new Map(messages(info, 1).map((entry) => [text(entry, 1), messages(entry, 2)[0]!]));
    expect(settings.get('sampling.alphas.count')!.get(2)).toEqual([8]);
    expect(text(settings.get('curriculum.kind')!, 3)).toBe('alpha-count');
    expect(settings.get('seed')!.get(2)).toEqual([2]);
    expect(messages(content(end), 4)[0]!.get(1)).toEqual([1]);
  });
});

describe('mlflow', () => {
  it('gets a file store by its rules, the same one every time', async () => {
    const folder = join(temporaryFolder(), 'mlruns');
    for (let time = 0; time < 2; time++) await invoke(table, ['--to', 'mlflow', '--out', folder], real);
    const experiments = readdirSync(folder);
    expect(experiments).toHaveLength(2);
    const meta = experiments.map((id) => parse(readFileSync(join(folder, id, 'meta.yaml'), 'utf8')));
    meta.forEach((one, i) =>
      expect(one).toMatchObject({
        experiment_id: experiments[i],
        lifecycle_stage: 'active',
        artifact_location: `file://${join(folder, experiments[i]!)}`,
      }),
    );
    expect(experiments.every((id) => /^[1-9]\d{17}$/.test(id))).toBe(true);
    expect(meta.map(({ name }) => name).sort()).toEqual(['other', 'x']);

    const home = join(folder, experiments[meta.findIndex(({ name }) => name === 'x')]!);
    const runs = readdirSync(home).filter((name) => name !== 'meta.yaml');
    expect(runs).toHaveLength(3);
    expect(runs.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
    const id = await trialOf(real.store, 'x', 'growing');
    const files = real.store.experiment('x').trial(id);
    const [rows, record, summary] = [await files.readMetrics(), (await files.readRun())!, (await files.readSummary())!];
    const runId = runs.find((name) => parse(readFileSync(join(home, name, 'meta.yaml'), 'utf8')).run_name === id)!;
    const read = (...path: string[]) => readFileSync(join(home, runId, ...path), 'utf8');
    expect(parse(read('meta.yaml'))).toEqual({
      artifact_uri: `file://${join(home, runId, 'artifacts')}`,
      end_time: Date.parse(record.endedAt!),
      entry_point_name: '',
      experiment_id: home.split('/').at(-1),
      lifecycle_stage: 'active',
      run_id: runId,
      run_name: id,
      run_uuid: runId,
      source_name: '',
      source_type: 4,
      source_version: '',
      start_time: Date.parse(record.startedAt),
      status: 3,
      tags: [],
      user_id: 'latent-paths',
    });
    expect(read('params', 'sampling.alphas.kind')).toBe('dense');
    expect(read('params', 'path.hidden')).toBe('[16,16,16]');
    expect(read('params', 'seed')).toBe('1');
    expect(read('tags', 'mlflow.runName')).toBe(id);
    expect(read('metrics', 'loss', 'total')).toBe(
      rows
        .map(
          ({ step, total, seconds }) =>
            `${Math.round(Date.parse(record.startedAt) + 1000 * seconds)} ${total} ${step}\n`,
        )
        .join(''),
    );
    expect(read('metrics', 'sets.diversity')).toBe(`${Date.parse(record.endedAt!)} ${summary.sets['diversity']} 24\n`);
    expect(existsSync(join(home, runId, 'artifacts'))).toBe(true);
    // The names that MLflow takes.
    const named = ['params', 'tags', 'metrics'].flatMap((part) =>
      readdirSync(join(home, runId, part), { recursive: true, encoding: 'utf8' }),
    );
    expect(named.filter((name) => !/^[\w.\-: /]+$/.test(name))).toEqual([]);
  });
});

describe('what cannot be taken away', () => {
  it('is left out and told', async () => {
    const store = copyOf(real);
    const { folder } = store.experiment('x').trial(await trialOf(store, 'x', 'growing'));
    writeFileSync(join(folder, 'metrics.jsonl'), 'x\n');
    const out = join(temporaryFolder(), 'board');
    const { code, err } = await invoke(table, ['x', '--to', 'tensorboard', '--out', out], { store });
    expect([code, readdirSync(join(out, 'x')).length]).toEqual([1, 2]);
    expect(err).toContain(join(folder, 'metrics.jsonl'));
  });

  it.each([
    [
      ['--to', 'parqet', '--out', 'x'],
      '--to: expected one of parquet, csv, tensorboard, mlflow, got parqet; did you mean parquet?',
    ],
    [['--out', 'x'], '--to: expected one of parquet, csv, tensorboard, mlflow, got none'],
    [['--to', 'parquet'], '--out: expected the file to write, got none'],
    [['--to', 'csv', '--json'], '--out: expected the file to write, because --json uses the screen, got none'],
    [['--to', 'mlflow'], '--out: expected the folder to write, got none'],
  ])('is refused: %j', async (args, message) => {
    await expect(invoke(table, args, real)).rejects.toThrow(message);
  });

  it('writes no folder over a file, and no file over a folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'file'), '');
    await expect(invoke(table, ['--to', 'csv', '--out', join(folder, 'folder')], real)).rejects.toThrow(
      '--out: expected a file for csv, got a folder',
    );
    await expect(invoke(table, ['--to', 'mlflow', '--out', join(folder, 'file')], real)).rejects.toThrow(
      '--out: expected a folder for mlflow, got a file',
    );
  });
});
