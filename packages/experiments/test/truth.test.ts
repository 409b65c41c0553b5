import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, type Engine } from '@latent-paths/engine';
import { scoreTrial } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { truth as truthCommand } from '../src/commands/truth.js';
import { invoke, invokeJson } from './commands/invoke.js';
import { fileHashes, LINEAR, run, SINGLE, tiny, watched, workspace, type Workspace } from './tiny.js';

let engine: Engine;
let space: Workspace;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  const root = mkdtempSync(join(tmpdir(), 'latent-paths-truth-'));
  space = workspace(tiny([LINEAR, SINGLE, 'pixels: { path: { kind: pixel-linear } }']), root);
  await run(space, { engine });
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

async function scored(arm: string) {
  const { id } = space.experiment().arms.find(({ name }) => name === arm)!.trials[0]!;
  const trial = space.store.experiment('x').trial(id);
  const { truth } = (await trial.readSummary())!;
  const read = async (name: string) => (await trial.readTable(name))!.columns;
  return {
    trial,
    record: truth!,
    run: (await trial.readRun())!,
    points: await read('truth-points.arrow'),
    paths: await read('truth-paths.arrow'),
  };
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value / values.length, 0);

describe('a trial on images of known factors', () => {
  it('tells of every frame the nearest true image', async () => {
    const { record, points } = await scored('linear');
    expect([record.pairs, record.alphas]).toEqual([3, [0, 0.5, 1]]);
    expect(Object.keys(points)).toEqual([
      'pair',
      'alpha',
      'true-distance',
      'factor-shape',
      'factor-hue',
      'factor-x',
      'factor-y',
      'factor-size',
      'factor-rotation',
    ]);
    expect([...points['alpha']!.data]).toEqual([0, 0.5, 1, 0, 0.5, 1, 0, 0.5, 1]);
    expect(record.distance.mean).toBeCloseTo(mean(points['true-distance']!.data), 3);
    expect(record.distanceByAlpha.map((one) => one.mean / 3).reduce((a, b) => a + b)).toBeCloseTo(
      record.distance.mean,
      6,
    );
    expect([...points['factor-x']!.data].every((x) => x >= 0.28 - 1e-6 && x <= 0.72 + 1e-6)).toBe(true);
  });

  it('tells of every pair how its path errs, and of pairs of one shape and of two apart', async () => {
    const { record, paths } = await scored('single');
    for (const [name, whole] of Object.entries(record.paths.all)) {
      const column = paths[name]!.data;
      const defined = column.filter((value) => !Number.isNaN(value));
      expect(defined.length / column.length).toBeCloseTo(whole?.defined ?? 0, 6);
      if (whole !== null) expect(whole.mean).toBeCloseTo(mean(defined), 3);
      const parts = [
        paths['same-category']!.data.filter((same) => same === 1).length,
        paths['same-category']!.data.filter((same) => same === 0).length,
      ];
      const [same, cross] = [record.paths.same[name], record.paths.cross[name]];
      const weighted =
        (parts[0]! * (same?.defined ?? 0) * (same?.mean ?? 0) +
          parts[1]! * (cross?.defined ?? 0) * (cross?.mean ?? 0)) /
        3;
      expect(weighted).toBeCloseTo((whole?.defined ?? 0) * (whole?.mean ?? 0), 6);
    }
    expect(record.paths.all['path-error-reparameterised']!.mean).toBeLessThanOrEqual(
      record.paths.all['path-error']!.mean,
    );
  });

  it('holds paths without latents against it, too, and the VAE’s own level is one for all', async () => {
    const [linear, pixels] = [await scored('linear'), await scored('pixels')];
    expect(pixels.record.real).toEqual(linear.record.real);
    // Both begin and end with the decoded ends.
    const ends = [0, 2].map((i) => linear.record.distanceByAlpha[i]!.mean);
    expect(mean(ends)).toBeCloseTo(linear.record.real.mean, 4);
    expect([0, 2].map((i) => pixels.record.distanceByAlpha[i]!.mean)).toEqual(
      ends.map((value) => expect.closeTo(value, 4)),
    );
    expect(pixels.record.distanceByAlpha[1]!.mean).not.toBeCloseTo(linear.record.distanceByAlpha[1]!.mean, 3);
  });

  it('can be compared with it again, with the same answer, and with other settings', async () => {
    const { trial, record, run: made } = await scored('single');
    const options = { store: space.store, trial, run: made, engine, now: () => 0, tell: () => undefined };
    const again = (await scoreTrial({ ...options, settings: {} })).record;
    expect(again.distance.mean).toBeCloseTo(record.distance.mean, 3);
    expect(again.paths.all['path-error']!.mean).toBeCloseTo(record.paths.all['path-error']!.mean, 4);
    const more = (await scoreTrial({ ...options, settings: { pairs: 4, alphas: 5, bank: 90 } })).record;
    expect([more.pairs, more.alphas.length]).toEqual([4, 5]);
  });
});

it('stops while it is scored, and goes on to the same end', async () => {
  const stopped = workspace(tiny([LINEAR]));
  const stop = new AbortController();
  const interrupted = watched(engine, (purpose) => purpose === 'bank-search' && stop.abort());
  await expect(run(stopped, { engine: interrupted, signal: stop.signal })).rejects.toThrow(/ground truth stopped/);
  expect((await run(stopped, { engine })).failed).toEqual([]);
  const { id } = stopped.experiment().arms[0]!.trials[0]!;
  const { truth } = (await stopped.store.experiment('x').trial(id).readSummary())!;
  const { seconds: _, ...expected } = (await scored('linear')).record;
  expect(truth).toMatchObject(expected);
});

describe('latent-paths truth', () => {
  it('tells what the summaries tell, and changes no file', async () => {
    const before = fileHashes(space.store.folder);
    const { trials, problems } = await invokeJson(truthCommand, ['x', '--arm', 'linear'], { store: space.store });
    expect([problems, trials.length]).toEqual([[], 1]);
    const { record, run: made } = await scored('linear');
    expect(trials[0]).toMatchObject({
      experiment: 'x',
      trial: made.trial,
      arm: 'linear',
      seed: 1,
      truth: { pairs: 3 },
    });
    expect(trials[0].truth.distance.mean).toBeCloseTo(record.distance.mean, 3);
    expect(trials[0].paths['path-error']).toHaveLength(3);
    expect(fileHashes(space.store.folder)).toEqual(before);
  });

  it('prints one line per trial, with the columns that are defined', async () => {
    const { code, out } = await invoke(truthCommand, ['x', '--pairs=2', '--alphas=3', '--bank=30'], {
      store: space.store,
    });
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^arm +seed +distance +at ½ +VAE’s own +path error/);
    expect(out).not.toContain('ACAI');
  });

  it('refuses what is not there', async () => {
    const store = space.store;
    await expect(invoke(truthCommand, [], { store })).rejects.toThrow(/expected an experiment or a trial/);
    await expect(invoke(truthCommand, ['x', '--arm', 'none'], { store })).rejects.toThrow(
      /at least one finished trial/,
    );
    await expect(invoke(truthCommand, ['x', '--pairs=0'], { store })).rejects.toThrow(
      /--pairs: expected a positive integer, got 0/,
    );
  });
});
