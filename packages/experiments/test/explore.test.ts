import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FRAMES, POINTS } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LINEAR, run, SINGLE, tiny, workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const SOLVED = 'solved: { path: { kind: direct, iterations: 2 } }';
const SMALLER = 'smaller: { path: { kind: linear }, vae: { latent: 6 } }';

it('keeps pairs across the arms beside the comparison: frames and numbers are those of the trials', async () => {
  const space = workspace(tiny([LINEAR, SINGLE, SMALLER, SOLVED]));
  await run(space, { engine });
  const store = space.store.experiment('x');
  const made = (await store.readExploration())!;
  expect(made.alphas).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]);
  expect(made.pairs).toHaveLength(8);
  expect(made.pairs[0]).toMatchObject({ pair: 0, reasons: [{ kind: 'shown' }, ...made.pairs[0]!.reasons.slice(1)] });
  expect(made.arms.map(({ arm, plane }) => [arm, plane])).toEqual([
    ['linear', 0],
    ['single', 0],
    ['smaller', 1],
    ['solved', 0],
  ]);
  expect(made.arms.map(({ without }) => without === undefined)).toEqual([true, true, true, false]);
  expect(made.factors.map(({ name }) => name)).toContain('hue');

  const { tile, image } = made;
  let nearer = 0;
  for (const [place, { arm, trial }] of made.arms.entries()) {
    const points = (await store.trial(trial).readTable(POINTS))!;
    const frames = (await store.trial(trial).readTable(FRAMES))!.columns;
    const pair = made.pairs.find((one) => one.pair === 1)!;
    const walk = pair.walks[place]!;
    const grid = made.arms[place]!.alphas.length;
    const r = Array.from(points.columns['reprojection']!.data).slice(grid, 2 * grid);
    walk.reprojection!.forEach((value, i) => expect(value).toBeCloseTo(r[i]!, 3));
    if (arm === 'solved') expect(walk.columns).toEqual([0, 4, 8]);
    else expect(walk.latents).toHaveLength(9);

    // the frame at α = ½: bytes that the trial kept, but for what WebP loses
    const kept = frames['frame']!;
    if (kept.kind !== 'bytes') throw new Error('frames.arrow: expected bytes');
    const { data, info } = await sharp(Buffer.from(pair.sprite.webp, 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const rowOf = (row: number) => kept.data.subarray(row * kept.width, (row + 1) * kept.width);
    const shown = Uint8Array.from({ length: kept.width }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % image.width, Math.floor(i / 3 / image.width)];
      const row = walk.row! * tile.height + tile.top + y;
      return data[(row * info.width + 4 * tile.width + tile.left + x) * 3 + (i % 3)]!;
    });
    const apart = (other: Uint8Array) => other.reduce((sum, value, i) => sum + Math.abs(value - shown[i]!), 0);
    const [own, ofPairBefore] = [rowOf(3 + 1), rowOf(1)];
    expect(apart(own) / own.length).toBeLessThan(8);
    nearer += apart(ofPairBefore) - apart(own);
  }
  expect(nearer).toBeGreaterThan(0);
});

it('changes no trial, and stays until a trial is new', async () => {
  const space = workspace(tiny([LINEAR]));
  await run(space, { engine });
  const store = space.store.experiment('x');
  const [trial] = (await store.readExperiment())!.arms[0]!.trials;
  expect(Object.keys((await store.trial(trial!).readRun())!.files)).not.toContain('exploration.json');
  const file = join(store.folder, 'exploration.json');
  const before = readFileSync(file, 'utf8');
  await run(space, { engine });
  expect(readFileSync(file, 'utf8')).toBe(before);

  space.write(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  expect((await store.readExploration())!.arms.map(({ arm }) => arm)).toEqual(['linear', 'single']);
  expect(await store.trials()).toHaveLength(2);
});

it('is made again once an artifact is back that was gone, and not before', async () => {
  const space = workspace(tiny([LINEAR, SINGLE]));
  await run(space, { engine });
  const store = space.store.experiment('x');
  const file = join(store.folder, 'exploration.json');
  const whole = readFileSync(file, 'utf8');
  const pool = (await space.store.artifacts()).find(({ name }) => name.startsWith('pool-'))!;
  const away = join(space.root, 'away');

  renameSync(pool.folder, away);
  rmSync(file);
  await run(space, { engine });
  const made = (await store.readExploration())!;
  expect(made.arms.map(({ missing }) => missing)).toEqual([[pool.name], [pool.name]]);
  expect(made.arms[0]!.without).toContain(`expected the artifact ${pool.name}, found none`);
  expect(made.pairs.flatMap(({ walks }) => walks.map(({ latents }) => latents)).every((one) => one === null)).toBe(
    true,
  );
  const before = readFileSync(file, 'utf8');
  await run(space, { engine });
  expect(readFileSync(file, 'utf8')).toBe(before);

  renameSync(away, pool.folder);
  await run(space, { engine });
  expect(readFileSync(file, 'utf8')).toBe(whole);
});
