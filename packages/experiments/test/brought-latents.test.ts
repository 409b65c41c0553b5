import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broughtRecord, fillNormal, ndarray, rootKey, sizeOf } from '@latent-paths/core';
import { encodePng, openPool, writePool } from '@latent-paths/data';
import { openEngine, type Engine } from '@latent-paths/engine';
import { weight } from '@latent-paths/model';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { interpolate } from '../src/commands/interpolate.js';
import { invoke, invokeJson } from './commands/invoke.js';
import { blocks } from './small-vae.js';
import { LINEAR, run, tiny, workspace, type Workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

const POOL = 'pool: { train: 200, validation: 40, test: 40 }';
const within = (rest: string) => tiny([LINEAR]).replace(POOL, POOL.replace(' }', `, ${rest} }`));
const poolOf = async ({ store }: Workspace) => (await store.artifacts()).find(({ name }) => name.startsWith('pool-'))!;
const summaryOf = async ({ store }: Workspace, arm = 0) => {
  const record = (await store.experiment('x').readExperiment())!;
  return (await store.experiment('x').trial(record.arms[arm]!.trials[0]!).readSummary())!;
};

async function recordOf(space: Workspace) {
  return broughtRecord.parse(JSON.parse(readFileSync((await poolOf(space)).path('brought.json'), 'utf8')));
}

/** E of all 900 pictures, training ones first [900, 8]. */
async function encodeAll(space: Workspace): Promise<Float32Array> {
  const record = (await space.store.experiment('x').readExperiment())!;
  const trial = space.store.experiment('x').trial(record.arms[0]!.trials[0]!);
  const { vae, source } = await finishedPath({ store: space.store, trial, run: (await trial.readRun())! });
  const shape = [900, ...source.shape];
  const x = new Float32Array(sizeOf(shape));
  const pixels = sizeOf(source.shape);
  for (let i = 0; i < 600; i++) source.write('train', i, x, i * pixels);
  for (let i = 0; i < 300; i++) source.write('heldOut', i, x, (600 + i) * pixels);
  const program = await engine.compile({
    name: 'encode-all',
    frozen: vae.weights,
    state: {},
    inputs: { images: { shape, dtype: 'float32' } },
    run: ({ frozen, inputs }) => ({
      state: {},
      outputs: { latents: vae.context(frozen).encode(weight(inputs, 'images', 4)) },
    }),
  });
  const made = await program.run({ images: ndarray(shape, x) });
  return Float32Array.from(made['latents']!.data);
}

async function write(name: string, latents: Float32Array, d: number): Promise<string> {
  const path = join(temporaryFolder(), name);
  const indices = Int32Array.from({ length: latents.length / d }, (_, i) => i);
  const about = { vae: 'a1'.repeat(32), source: {}, part: 'train', seed: 1, latentSize: d } as const;
  await writePool(path, [{ indices, latents }], about);
  return path;
}

describe('a pool of latents with the pictures that they are of', () => {
  let latents: Float32Array;
  let extracted: Workspace;
  beforeAll(async () => {
    extracted = workspace(tiny([LINEAR]), mkdtempSync(join(tmpdir(), 'latent-paths-brought-')));
    await run(extracted, { engine });
    latents = await encodeAll(extracted);
  });
  afterAll(() => rmSync(extracted.root, { recursive: true }));

  it('is the pool that would be extracted, and is known by what its file holds', async () => {
    const [here, there] = [await write('z.arrow', latents, 8), await write('elsewhere.arrow', latents, 8)];
    const space = workspace(within(`latents: ${here}`));
    expect(await run(space, { engine })).toEqual({ finished: 1, failed: [] });
    expect((await recordOf(space)).agreement!.difference).toBeLessThan(1e-5);
    expect((await recordOf(space)).counts).toEqual({ train: 200, validation: 40, test: 40 });
    for (const part of ['train', 'validation', 'test']) {
      const pools = [
        await openPool((await poolOf(space)).path(`${part}.arrow`)),
        await openPool((await poolOf(extracted)).path(`${part}.arrow`)),
      ] as const;
      const [own, wanted] = await Promise.all(pools.map((pool) => pool.rows(0, pool.count)));
      expect(await pools[0].indices()).toEqual(await pools[1].indices());
      expect(Math.max(...own!.map((value, i) => Math.abs(value - wanted![i]!)))).toBeLessThan(1e-4);
      pools.forEach((pool) => pool.close());
    }
    const [summary, before] = [await summaryOf(space), await summaryOf(extracted)];
    expect(summary.points['reprojection']!.mean).toBeCloseTo(before.points['reprojection']!.mean, 4);
    expect(summary.brought).toEqual({ file: here, warnings: expect.any(Array) });
    expect(summary.truth).toBeDefined();
    const ids = (at: string) => workspace(within(`latents: ${at}`)).experiment().arms[0]!.trials[0]!.id;
    expect(ids(there)).toBe(ids(here));
    expect(ids(there)).not.toBe(extracted.experiment().arms[0]!.trials[0]!.id);
  });

  it('is refused with the figure where they are none of E of their pictures, unless it is let pass', async () => {
    const told: string[] = [];
    const rows = Array.from({ length: 900 }, (_, i) => latents.slice(i * 8, i * 8 + 8));
    const turned = await write('z.arrow', Float32Array.from(rows.reverse().flatMap((row) => [...row])), 8);
    expect((await run(workspace(within(`latents: ${turned}`)), { engine, told })).failed.length).toBe(1);
    expect(told.join('\n')).toMatch(
      /relative difference of 1\.\d+ on 256 pictures \(more than 0\.1.*order of the rows/,
    );
    const passing = workspace(within(`latents: ${turned}, agreement: { refuse: never }`));
    expect((await run(passing, { engine })).failed).toEqual([]);
    expect((await summaryOf(passing)).brought!.warnings[0]).toMatch(/differ from E of their own pictures \(1\./);
  });

  it('is refused before anything is trained where there is not one for each picture', async () => {
    const few = await write('z.arrow', latents.slice(0, 8 * 400), 8);
    const told: string[] = [];
    const space = workspace(within(`latents: ${few}`));
    expect((await run(space, { engine, told })).failed.length).toBe(1);
    expect(told.join('\n')).toContain('expected a latent for each of the 900 images of data');
    expect(await space.store.artifacts()).toEqual([]);
    const others = workspace(within(`latents: ${few}, pictures: none, heldOut: 0.2`));
    expect((await run(others, { engine })).failed).toEqual([]);
    expect(await recordOf(others)).toMatchObject({ agreement: null, counts: { train: 200, validation: 40, test: 40 } });
    const summary = await summaryOf(others);
    expect([summary.truth, summary.onData?.images]).toEqual([undefined, 20]);
  });
});

describe('a pool of latents without pictures', () => {
  it('is all that a VAE from ONNX files needs; what needs pictures is absent, with the reason', async () => {
    const folder = temporaryFolder();
    const { encoder, decoder } = blocks(1.2);
    writeFileSync(join(folder, 'enc.onnx'), encoder);
    writeFileSync(join(folder, 'dec.onnx'), decoder);
    const latents = new Float32Array(300 * 48);
    fillNormal(rootKey(5), 0, latents);
    const z = await write(
      'z.arrow',
      latents.map((value) => 0.3 * value),
      48,
    );
    const yaml = tiny([LINEAR, 'network: {}'])
      .replace(POOL, `pool: { latents: ${z}, heldOut: 0.2 }`)
      .replace(/^data: .*$/m, 'data: { kind: none, shape: [32, 32, 3] }')
      .replace(
        /^vae: .*$/m,
        `vae: { kind: onnx, encoder: ${folder}/enc.onnx, decoder: ${folder}/dec.onnx, input: { range: [-1, 1] } }`,
      );
    const space = workspace(yaml);
    const told: string[] = [];
    expect(await run(space, { engine, told })).toEqual({ finished: 2, failed: [] });
    expect(await recordOf(space)).toMatchObject({
      agreement: null,
      counts: { train: 240, validation: 30, test: 30 },
      absent: expect.arrayContaining([expect.stringMatching(/real picture.*there are no real pictures/)]),
    });
    expect((await space.store.artifacts()).map(({ name }) => name.replace(/-[0-9a-f]+$/, '')).sort()).toEqual([
      'pool',
      'vae-import',
    ]);
    const summary = await summaryOf(space, 1);
    expect(summary.vae.squaredError).toBeNull();
    expect(summary.onData).toBeUndefined();
    expect(summary.paths['nearest-real']).toBeNull();
    expect(summary.sets).toMatchObject({ precision: null, 'frechet-distance': null, diversity: expect.any(Number) });
    expect((await space.store.experiment('x').readComparison())!.arms.length).toBe(2);

    const grey = encodePng({ width: 32, height: 32, channels: 3, data: new Uint8Array(32 * 32 * 3).fill(90) });
    for (const name of ['a.png', 'b.png']) writeFileSync(join(folder, name), grey);
    writeFileSync(join(folder, 'pairs.csv'), 'from,to\na.png,b.png\n');
    const trial = (await space.store.experiment('x').readExperiment())!.arms[1]!.trials[0]!;
    const [strip, table] = [join(folder, 'strip.png'), join(folder, 'walks.arrow')];
    const ends = ['--from', join(folder, 'a.png'), '--to', join(folder, 'b.png'), '--out', strip];
    const walked = await invoke(interpolate, [trial, ...ends], space);
    expect([walked.code, walked.err]).toEqual([0, '']);
    expect(walked.out).toContain('the trial has no pictures to compare this with');
    const many = ['--pairs', join(folder, 'pairs.csv'), '--out', table];
    expect((await invokeJson(interpolate, [trial, ...many], space)).heldOut).toBeNull();
    expect([strip, table].map((file) => existsSync(file))).toEqual([true, true]);
  });
});
