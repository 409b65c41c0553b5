import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS, POINTS, sizeOf } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { interpolate } from '../../src/commands/interpolate.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { fileHashes, LINEAR, run, SINGLE, tiny, workspace, type Workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';
import { readStrip } from './read-strip.js';
import { trialOf } from './real-store.js';

let engine: Engine;
let space: Workspace;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  space = workspace(
    tiny([LINEAR, SINGLE, 'pixels: { path: { kind: pixel-linear } }']),
    mkdtempSync(join(tmpdir(), 'latent-paths-')),
  );
  expect((await run(space, { engine })).failed).toEqual([]);
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

const trialNamed = async (arm: string) => space.store.experiment('x').trial(await trialOf(space.store, 'x', arm));

it.each(['linear', 'single'])('walks a scored pair of %s to the numbers that it was scored with', async (arm) => {
  const trial = await trialNamed(arm);
  const [paths, points] = [(await trial.readTable(PATHS))!, (await trial.readTable(POINTS))!];
  const column = (table: typeof paths, name: string) =>
    Array.from(table.columns[name]!.data as Float32Array | Int32Array); // numbers
  const pair = 3;
  const [a, b] = [column(paths, 'a')[pair]!, column(paths, 'b')[pair]!];
  const before = fileHashes(space.root);
  const { steps, real } = await invokeJson(
    interpolate,
    [await trialOf(space.store, 'x', arm), '--a', `${a}`, '--b', `${b}`, '--out', join(temporaryFolder(), 's.png')],
    space,
  );
  expect(fileHashes(space.root)).toEqual(before);
  expect(steps.map(({ alpha }: { alpha: number }) => alpha)).toEqual([
    0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1,
  ]);
  for (const name of ['reprojection', 'attraction']) {
    const scored = column(points, name).slice(9 * pair, 9 * pair + 9);
    steps.forEach((step: Record<string, number>, i: number) =>
      expect(Math.abs(step[name]! - scored[i]!), `${name} ${i}`).toBeLessThan(1e-5 * (1 + scored[i]!)),
    );
  }
  expect(real).toEqual((await trial.readSummary())!.real);
});

it('writes a strip that begins and ends with the real images, the path above the straight line', async () => {
  const folder = temporaryFolder();
  const trial = await trialNamed('single');
  const { source } = await finishedPath({ store: space.store, trial, run: (await trial.readRun())! });
  const stripOf = async (arm: string) => {
    const out = join(folder, `${arm}.png`);
    const words = [await trialOf(space.store, 'x', arm), '--a', '7', '--b', '299', '--steps', '4', '--out', out];
    const told = await invoke(interpolate, words, space);
    return { words, told, rows: await readStrip(out, { shape: source.shape, scale: 4 }) };
  };
  const [linear, single] = [await stripOf('linear'), await stripOf('single')];
  expect([linear.rows.length, ...single.rows.map(({ length }) => length)]).toEqual([1, 6, 6]);
  for (const row of [...linear.rows, ...single.rows]) {
    for (const [tile, index] of [
      [0, 7],
      [5, 299],
    ] as const) {
      const image = new Float32Array(sizeOf(source.shape));
      source.write('heldOut', index, image);
      expect(row[tile]).toEqual([...image].map((value) => Math.round(255 * value)));
    }
  }
  expect(single.rows[1]).toEqual(linear.rows[0]);
  expect(single.rows[0]![1]).toEqual(linear.rows[0]![1]); // its ends are exact
  expect(single.rows[0]![2]).not.toEqual(linear.rows[0]![2]);
  expect(single.told.out).toMatch(
    /from image 7 to image 299, 4 points to .*single\.png\npicture +as +squared error of D\(E\(x\)\)\nimage 7 +held out/,
  );
  expect(single.told.out).toMatch(/\n +α  ‖z − P\(z\)‖²  straight line’s  ‖z − ẑ‖²\n/);
  expect(linear.told.out).toMatch(
    /\n +α  ‖z − P\(z\)‖²  ‖z − ẑ‖²\n[^]*real held-out latents: .* on average, 95 % below /,
  );
  await expect(invoke(interpolate, single.words, space)).rejects.toThrow(
    '--out: expected a new file, got an existing one',
  );
});

it('walks pictures that have no latents, and says so', async () => {
  const { steps } = await invokeJson(
    interpolate,
    [
      await trialOf(space.store, 'x', 'pixels'),
      '--a',
      '0',
      '--b',
      '1',
      '--steps',
      '2',
      '--out',
      join(temporaryFolder(), 's.png'),
    ],
    space,
  );
  const none = { leg: 0, reprojection: null, attraction: null, lineReprojection: expect.any(Number) };
  expect(steps).toEqual([
    { ...none, alpha: 0 },
    { ...none, alpha: 1 },
  ]);
});

it('writes nothing once it was told to stop', async () => {
  const out = join(temporaryFolder(), 's.png');
  const { code } = await invoke(
    interpolate,
    [await trialOf(space.store, 'x', 'linear'), '--a', '0', '--b', '1', '--out', out],
    { store: space.store, signal: AbortSignal.abort() },
  );
  expect([code, existsSync(out)]).toEqual([130, false]);
});

it.each([
  [['--a', '0'], '--b: expected the index of one of 300 held-out images, 0 … 299, got none'],
  [['--a', '300', '--b', '0'], '--a: expected the index of one of 300 held-out images, 0 … 299, got 300'],
  [['--a', '0', '--b', '1.5'], '--b: expected the index of one of 300 held-out images, 0 … 299, got 1.5'],
  [['--a', '0', '--b', '1', '--steps', '1'], '--steps: expected an integer in 2 … 200, got 1'],
  [['--a', '0', '--b', '1', '--frames', '3', '--steps', '3'], '--steps: expected once, got --frames'],
  [['--a', '0', '--b', '1', '--kernel', 'box'], '--kernel: expected pictures of files, got held-out images'],
  [['--a', '0', '--b', '1', '--out', 'no/such/s.png'], '--out: expected a file in an existing folder'],
])('refuses %j', async (args, message) => {
  await expect(invoke(interpolate, [await trialOf(space.store, 'x', 'linear'), ...args], space)).rejects.toThrow(
    message,
  );
});
