import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileHashes, GROWING, LINEAR, remains, run, SINGLE, tiny, watched, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

/** The first trial of each arm. */
const trialsOf = ({ experiment, store }: Workspace) =>
  Object.fromEntries(
    experiment().arms.map(({ name, trials: [trial] }) => [
      name,
      { id: trial!.id, files: store.experiment('x').trial(trial!.id) },
    ]),
  );
const statuses = async (space: Workspace) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(trialsOf(space)).map(async ([arm, { files }]) => [arm, (await files.readRun())?.status ?? null]),
    ),
  );
/** An engine that stops a run before the how-manieth training step of all paths. */
function stoppingAt(step: number) {
  const stop = new AbortController();
  return {
    engine: watched(engine, (purpose, count) => purpose === 'path-training' && count === step && stop.abort()),
    signal: stop.signal,
  };
}
const WILD = 'wild: { optimiser: { learningRate: 1.0e+30 } }';

describe('--fresh', () => {
  it('clears nothing where what the trials stand on is not there', async () => {
    const space = workspace(tiny([LINEAR, SINGLE]));
    await run(space, { engine });
    const pool = (await space.store.artifacts()).find(({ name }) => name.startsWith('pool-'))!;
    const bytes = readFileSync(pool.path('train.arrow'));
    writeFileSync(pool.path('train.arrow'), bytes.subarray(1));
    const before = fileHashes(join(space.root, 'results/x'));
    const told: string[] = [];
    const { finished, failed } = await run(space, { engine, fresh: true, told });
    expect([finished, failed.map(({ message }) => /train\.arrow: altered or truncated/.test(message))]).toEqual([
      0,
      [true, true],
    ]);
    expect(fileHashes(join(space.root, 'results/x'))).toEqual(before);
    expect(told.filter((line) => line.includes('failed'))).toHaveLength(1);
  });

  it('clears each trial when its turn comes, and goes on without the flag', async () => {
    const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
    await run(space, { engine });
    const before = await remains(space);
    const began = async (arm: string) => (await trialsOf(space)[arm]!.files.readRun())!.startedAt;
    const times = [await began('linear'), await began('single'), await began('growing')];
    await expect(run(space, { ...stoppingAt(10), fresh: true })).rejects.toThrow(
      'single stopped at step 10 of 24; run the same command again without --fresh to resume; trials whose turn had ' +
        'not come keep their old results',
    );
    expect(await statuses(space)).toEqual({ linear: 'finished', single: 'stopped', growing: 'finished' });
    const now = [await began('linear'), await began('single'), await began('growing')];
    expect(now.map((time, i) => time === times[i])).toEqual([false, false, true]);
    expect(await run(space, { engine })).toEqual({ finished: 1, failed: [] });
    expect(await remains(space)).toEqual(before);
  });
});

describe('a shared stage that fails', () => {
  it('is told once, recorded on every trial, and leaves none begun: the next run reads the file anew', async () => {
    const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
    const told: string[] = [];
    const frail = watched(engine, (purpose, count) => {
      if (purpose === 'vae-training' && count === 3) throw new Error('the device is gone');
    });
    const message = 'training the VAE: the device is gone';
    const ids = Object.values(trialsOf(space)).map(({ id }) => id);
    expect(await run(space, { engine: frail, told })).toEqual({
      finished: 0,
      failed: ids.map((trial) => ({ trial, message })),
    });
    expect(told.filter((line) => line.includes('failed'))).toEqual([`linear, single, growing  failed: ${message}\n`]);
    for (const { id, files } of Object.values(trialsOf(space))) {
      expect(await files.readRun()).toMatchObject({
        trial: id,
        status: 'failed',
        inputs: {},
        failures: [{ step: 0, message }],
      });
      expect(await files.readSpec()).toContain('everySteps: 4');
      expect(await files.check()).toEqual([]);
    }
    space.write(tiny([LINEAR, SINGLE, GROWING]).replace('logging: { everySteps: 4 }', 'logging: { everySteps: 12 }'));
    expect(await run(space, { engine: frail })).toEqual({ finished: 3, failed: [] });
    const { files } = trialsOf(space)['single']!;
    expect(await files.readRun()).toMatchObject({
      status: 'finished',
      failures: [{ message }],
      resumes: [{ step: 0 }],
    });
    expect((await files.readMetrics()).map(({ step }) => step)).toEqual([8, 12, 16, 24]);
  });

  it('is told of data that are not there', async () => {
    const space = workspace(tiny([LINEAR, SINGLE]).replace(/^data: .*/m, 'data: { kind: idx, folder: nowhere }'));
    const told: string[] = [];
    const { failed } = await run(space, { engine, told });
    expect(failed.map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringMatching(/^reading the images: idx: expected the file .*Put MNIST/)),
    );
    expect(told.filter((line) => line.includes('idx'))).toHaveLength(1);
    expect(await statuses(space)).toEqual({ linear: 'failed', single: 'failed' });
  });
});

it('runs the arms that it is asked for, and lists all', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, GROWING]));
  expect(await run(space, { engine, arms: ['growing', 'linear'] })).toEqual({ finished: 2, failed: [] });
  expect(await statuses(space)).toEqual({ linear: 'finished', single: null, growing: 'finished' });
  expect((await space.store.experiment('x').readExperiment())!.arms.map(({ name }) => name)).toEqual([
    'linear',
    'single',
    'growing',
  ]);
});

it('stops at the first failure where it is asked to, and else goes on', async () => {
  const space = workspace(tiny([LINEAR, WILD, SINGLE]));
  const { finished, failed } = await run(space, { engine, failFast: true });
  expect([finished, failed.map(({ trial }) => trial)]).toEqual([1, [trialsOf(space)['wild']!.id]]);
  expect(await statuses(space)).toEqual({ linear: 'finished', wild: 'failed', single: null });
  expect(await run(space, { engine })).toMatchObject({ finished: 1, failed: [{}] });
  expect(await statuses(space)).toEqual({ linear: 'finished', wild: 'failed', single: 'finished' });
});

it('compares what has finished also where it is stopped', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await expect(run(space, stoppingAt(5))).rejects.toThrow(
    'single stopped at step 5 of 24; run the same command again to resume',
  );
  expect((await space.store.experiment('x').readComparison())!.trials).toEqual([trialsOf(space)['linear']!.id]);
});

it('frees every compiled step, however a stage ends', async () => {
  let live = 0;
  const counted: Engine = {
    ...engine,
    compile: async (definition) => {
      const program = await engine.compile(definition);
      live += 1;
      return { ...program, dispose: () => void ((live -= 1), program.dispose()) };
    },
  };
  const space = workspace(tiny([LINEAR, SINGLE]));
  const failing = [
    'vae-training 5',
    'reconstruct 1',
    'encode 2',
    'project 1',
    'feature-training 2',
    'path-training 3',
    'gradient-probe 1',
    'validation 1',
    'scoring 1',
    'features 1',
  ];
  for (const where of failing) {
    const broken = watched(counted, (purpose, count) => {
      if (`${purpose} ${count}` === where) throw new Error(`${where} failed`);
    });
    const { failed } = await run(space, { engine: broken });
    expect(failed.map(({ message }) => message.replace(/^.*: /, ''))).toContain(`${where} failed`);
    expect(live).toBe(0);
  }
  expect(await run(space, { engine: counted })).toMatchObject({ failed: [] });
  expect(live).toBe(0);
});
