import { openEngine, type Engine } from '@latent-paths/engine';
import { decodeCheckpoint } from '@latent-paths/trials/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CHECKPOINTS,
  GROWING,
  LINEAR,
  remains,
  run,
  SINGLE,
  tiny,
  watched,
  workspace,
  type Workspace,
} from './tiny.js';

let engine: Engine;

beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));

afterAll(() => engine.dispose());

/** The trials of an experiment with one seed, by their arm. */
const trialsOf = ({ experiment, store }: Workspace) =>
  Object.fromEntries(
    experiment().arms.map(({ name, config, trials: [trial] }) => [
      name,
      { ...trial!, config, files: store.experiment('x').trial(trial!.id) },
    ]),
  );

describe('a trial that fails', () => {
  it('is recorded with its step, keeps its rows and last good checkpoint, and lets the others finish', async () => {
    const wild = 'wild: { optimiser: { learningRate: { kind: step, values: [1.0e-3, 1.0e+30], at: [0.5] } } }';
    const space = workspace(tiny([LINEAR, wild, SINGLE], CHECKPOINTS));
    const message =
      /^step 1[34]: expected a finite .+, got (NaN|-?Infinity); lower the learning rate, or clip the gradient; the checkpoint of step 1[23] is kept$/;
    const { id, files } = trialsOf(space)['wild']!;
    expect(await run(space, { engine })).toEqual({
      finished: 2,
      failed: [{ trial: id, message: expect.stringMatching(message) }],
    });
    const failure = { at: expect.any(String), step: expect.any(Number), message: expect.stringMatching(message) };
    const record = (await files.readRun())!;
    expect(record).toMatchObject({ status: 'failed', failures: [failure], files: {} });
    const { step } = record.failures[0]!;
    expect(record.failures[0]!.message).toMatch(new RegExp(`^step ${step}:`));
    expect((await files.readMetrics()).map((row) => row.step)).toEqual([4, 8, 12]);
    const { arrays, step: last } = decodeCheckpoint('checkpoint', (await files.readBytes('checkpoint.safetensors'))!, {
      engine: record.provenance.engine,
      cpu: record.provenance.cpu,
    });
    expect(last).toBe(step - 1);
    for (const { data } of Object.values(arrays)) expect(data.every((value) => Number.isFinite(value))).toBe(true);
    expect(
      (await space.store.experiment('x').readComparison())!.arms.map(({ arm, metrics }) => [
        arm,
        metrics['reprojection'] !== null,
      ]),
    ).toEqual([
      ['linear', true],
      ['wild', false],
      ['single', true],
    ]);

    expect((await run(space, { engine })).failed).toHaveLength(1);
    expect(await files.readRun()).toMatchObject({
      status: 'failed',
      failures: [failure, failure],
      resumes: [{ step: step - 1 }],
    });
  });

  it('goes on from its checkpoint when it is run again, to the bits of a trial that never failed', async () => {
    const unbroken = workspace(tiny([LINEAR, GROWING], CHECKPOINTS));
    await run(unbroken, { engine });
    const space = workspace(tiny([LINEAR, GROWING], CHECKPOINTS));
    const frail = watched(engine, (purpose, count) => {
      if (purpose === 'path-training' && count === 11) throw new Error('the device is gone');
    });
    const { id, files } = trialsOf(space)['growing']!;
    expect(await run(space, { engine: frail })).toEqual({
      finished: 1,
      failed: [{ trial: id, message: 'the device is gone' }],
    });
    expect(await run(space, { engine: frail })).toEqual({ finished: 1, failed: [] });
    expect(await files.readRun()).toMatchObject({
      status: 'finished',
      failures: [{ step: 8, message: 'the device is gone' }],
      resumes: [{ step: 10 }],
    });
    expect(await remains(space)).toEqual(await remains(unbroken));
  });

  it('for want of a VAE leaves those that stand on another one to finish', async () => {
    const torn = 'torn: { vae: { training: { learningRate: 1.0e+30 } } }';
    const space = workspace(tiny([torn, LINEAR]));
    const { id } = trialsOf(space)['torn']!;
    expect(await run(space, { engine })).toEqual({
      finished: 1,
      failed: [
        {
          trial: id,
          message: expect.stringMatching(
            /^training the VAE: step \d: expected a finite .+; lower the learning rate.*; no checkpoint had been made$/,
          ),
        },
      ],
    });
  });
});
