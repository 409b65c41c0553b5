import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list } from '../../src/commands/list.js';
import { show } from '../../src/commands/show.js';
import { invoke, invokeJson } from './invoke.js';
import { copyOf, realStore, trialOf, type RealStore } from './real-store.js';

let real: RealStore;
beforeAll(async () => void (real = await realStore()));
afterAll(() => real.remove());

/** The cells of a printed table. */
const cells = (text: string) => text.split('\n').map((line) => line.trim().split(/ {2,}/));

describe('list', () => {
  it('shows all trials in the order of their arms and seeds, with the usual columns', async () => {
    const { code, out, err } = await invoke(list, ['x'], real);
    expect([code, err]).toEqual([0, '']);
    const [head, ...rows] = cells(out);
    expect(head).toEqual([
      'trial',
      'seed',
      'status',
      'reprojection@0.5',
      'reprojection',
      'attraction',
      'endpoint-error',
      'identity-error',
      'alpha-sensitivity',
      'diversity',
      'endedAt',
    ]);
    for (const name of head!) expect((await invoke(list, ['x', '--sort', name], real)).code, name).toBe(0);
    expect(rows.map(([trial]) => trial!.replace(/-[0-9a-f]{12}$/, ''))).toEqual([
      'linear',
      'growing',
      'growing',
      '3 trials',
      '',
    ]);
    expect(rows.slice(0, 3).map((row) => row.slice(1, 3))).toEqual([
      ['1', 'finished'],
      ['1', 'finished'],
      ['2', 'finished'],
    ]);
  });

  it('tells the same of a trial as its files do', async () => {
    const id = await trialOf(real.store, 'x', 'growing', 2);
    const files = real.store.experiment('x').trial(id);
    const [run, summary] = [(await files.readRun())!, (await files.readSummary())!];
    const { trials, found, problems } = await invokeJson(
      list,
      ['--where', `trial=${id}`, '--where', 'experiment=x'],
      real,
    );
    expect([found, problems]).toEqual([1, []]);
    expect(trials).toHaveLength(1);
    expect(trials[0]).toMatchObject({ experiment: 'x', trial: id });
    expect(trials[0].values).toMatchObject({
      arm: 'growing',
      seed: 2,
      status: 'finished',
      current: true,
      trained: true,
      startedAt: run.startedAt,
      'provenance.engine': run.provenance.engine,
      'inputs.vae.artifact': run.inputs['vae']!.artifact,
      'sampling.alphas.count': 8,
      'loss.attraction.weight.from': 0.5,
      'path.hidden': [16, 16, 16],
      'loss.reprojection.weight': 1,
      'points.reprojection.mean': summary.points['reprojection']!.mean,
      'points.reprojection.q95': summary.points['reprojection']!.q95,
      'paths.endpoint-error.max': 0,
      'sets.diversity': summary.sets['diversity'],
      'reprojection@0.125': summary.byAlpha['reprojection']![1]!.mean,
      'training.steps': 24,
      'vae.quality.units': 8,
    });
  });

  it('knows of a formula only what it uses', async () => {
    const { trials } = await invokeJson(list, ['x', '--where', 'arm=linear'], real);
    expect(trials[0].values).toMatchObject({ 'path.kind': 'linear', 'pool.test': 40, trained: false });
    expect(Object.keys(trials[0].values).filter((key) => /^(loss|sampling|optimiser|budget)\./.test(key))).toEqual([]);
    expect((await invokeJson(list, ['x', '--where', 'sampling.alphas.kind=dense'], real)).found).toBe(2);
  });

  it('filters, sorts, cuts and shows the columns that are asked for', async () => {
    const { out } = await invoke(
      list,
      ['x', '--where', 'trained=true', '--sort', '-seed', '--columns', 'arm,seed,diversity', '--limit', '1'],
      real,
    );
    expect(cells(out)).toEqual([
      ['arm', 'seed', 'diversity'],
      ['growing', '2', expect.stringMatching(/^[\d.]+$/)],
      ['1 of 2 trials of 3'],
      [''],
    ]);
    const { trials } = await invokeJson(list, ['--sort', 'reprojection', '--columns', 'reprojection'], real);
    const values = trials.map((trial: { values: { reprojection: number } }) => trial.values.reprojection);
    expect(values).toHaveLength(4);
    expect(values).toEqual(values.toSorted((a: number, b: number) => a - b));
  });

  it('shows keys that conditions and order are about, and the experiment where there are several', async () => {
    const { out } = await invoke(list, ['--where', 'pool.train>0', '--sort', 'training.steps'], real);
    const [head] = cells(out);
    expect(head!.slice(0, 2)).toEqual(['experiment', 'trial']);
    expect(head!.slice(-2)).toEqual(['pool.train', 'training.steps']);
  });

  it.each([
    [['y'], /^y: no experiment of this name was run; expected one of other, x/],
    [['--where', 'sede=1'], 'did you mean seed?'],
    [['--limit', 'few'], '--limit: expected a whole number, got few'],
    [
      ['--columns', 'reprojection@0.3'],
      'reprojection@0.3: expected an α of the grid, got 0.3; the nearest are reprojection@0.25 and reprojection@0.375',
    ],
  ])('refuses %j', async (args, message) => {
    await expect(invoke(list, args, real)).rejects.toThrow(message);
  });

  it('marks a trial that is no longer named, a killed and a damaged one, and fails for the last', async () => {
    const store = copyOf(real);
    const files = store.experiment('x');
    const record = (await files.readExperiment())!;
    await files.writeExperiment({
      ...record,
      arms: record.arms.map((arm) => ({ ...arm, trials: arm.trials.slice(0, 1) })),
    });
    const killed = files.trial('killed-0123456789ab');
    const run = (await files.trial(await trialOf(store, 'x', 'growing')).readRun())!;
    await killed.writeRun({
      ...run,
      trial: 'killed-0123456789ab',
      arm: 'killed',
      status: 'running',
      endedAt: null,
      files: {},
    });
    const damaged = await trialOf(store, 'x', 'growing');
    writeFileSync(join(files.trial(damaged).folder, 'run.json'), '{');
    const { code, out, err } = await invoke(list, ['x', '--columns', 'trial,status,current'], { store });
    expect(code).toBe(1);
    expect(
      cells(out)
        .slice(1, -2)
        .map(([trial, status, current]) => [trial!.replace(/-[0-9a-f]{12}$/, ''), status, current]),
    ).toEqual([
      ['linear', 'finished', 'true'],
      ['growing', 'damaged', 'true'],
      ['growing', 'finished', 'false'],
      ['killed', 'killed', 'false'],
    ]);
    expect(err).toContain(`x/${damaged}: ${join(files.trial(damaged).folder, 'run.json')}: expected JSON`);
    const release = await killed.lock();
    expect(
      (await invokeJson(list, ['x', '--where', 'arm=killed', '--columns', 'status'], { store })).trials[0].values,
    ).toEqual({ status: 'running' });
    await release();
  });
});

describe('show', () => {
  it('tells all about a trial that is named by any beginning of its id or hash', async () => {
    const id = await trialOf(real.store, 'x', 'growing');
    const { code, out } = await invoke(show, [id], real);
    expect(code).toBe(0);
    for (const name of [id.slice(0, -3), `x/${id.slice(0, 12)}`, id.slice(-12, -4)])
      expect((await invoke(show, [name], real)).out).toBe(out);
    const summary = (await real.store.experiment('x').trial(id).readSummary())!;
    expect(out).toMatch(new RegExp(`^x/${id} {2}finished\nWhich\\?\n`));
    for (const part of [
      /the settings in which growing differs from other arms\n {2}path\.kind +network\n/,
      /configuration\n {2}data:\n {4}kind: shapes/,
      /made by\n {2}commit .*\n {2}engine +onnx .*, 1 thread\n/,
      /vae +vae-[0-9a-f]{12}, content [0-9a-f]{12}/,
      new RegExp(
        `scores over 8 test pairs and 9 α\n.*\n {2}reprojection ` +
          `+${String(Number(summary.points['reprojection']!.mean.toPrecision(4)))}`,
      ),
      /training\n {2}steps +24\n/,
      /files\n {2}checkpoint\.safetensors +\d+ kB +[0-9a-f]{12}\n/,
    ]) {
      expect(out).toMatch(part);
    }
  });

  it('gives records as they are in JSON', async () => {
    const id = await trialOf(real.store, 'x', 'linear');
    const files = real.store.experiment('x').trial(id);
    const told = await invokeJson(show, [`x/${id}`], real);
    expect(told).toMatchObject({
      version: 1,
      command: 'show',
      experiment: 'x',
      trial: id,
      status: 'finished',
      current: true,
      rows: 0,
      problems: [],
    });
    expect([told.run, told.summary]).toEqual([await files.readRun(), await files.readSummary()]);
    expect(told.configuration['path.kind']).toBe('linear');
    expect(told.files.map(({ name }: { name: string }) => name)).toContain('points.arrow');
  });

  it('says what is wrong with a trial, and shows the rest', async () => {
    const store = copyOf(real);
    const id = await trialOf(store, 'x', 'growing', 2);
    writeFileSync(join(store.experiment('x').trial(id).folder, 'points.arrow'), 'x');
    const { code, out, err } = await invoke(show, [id], { store });
    expect(code).toBe(1);
    expect(out).toMatch(/points\.arrow +1 B +[0-9a-f]{12} {2}altered/);
    expect(err).toMatch(/points\.arrow: altered\n$/);
  });

  it.each([
    [[], 'show: expected the name of one trial, got 0'],
    [
      ['linear'],
      /^linear: expected the name of one trial, got one that 2 trials have: other\/linear-[0-9a-f]{12}, x\/linear-/,
    ],
    [['x'], /^x: expected a trial, got an experiment; its trials are x\/[a-z]+-[0-9a-f]{12}, x\//],
    [['growng'], /^growng: no such trial in .*; did you mean growing\?$/],
    [['elsewhere'], /^elsewhere: no such trial in .*; latent-paths list names them$/],
  ])('refuses %j', async (args, message) => {
    await expect(invoke(show, args, real)).rejects.toThrow(message);
  });
});
