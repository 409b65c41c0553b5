import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onnx } from 'onnx-proto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { fillNormal, ndarray, rootKey, split, type NDArray } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { decodeSafetensors } from '@latent-paths/model';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { pathStep } from '@latent-paths/trials/steps';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportPath } from '../../src/commands/export-path.js';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { fileHashes, LINEAR, run, SINGLE, tiny, workspace, type Workspace } from '../tiny.js';
import { invoke, invokeJson } from './invoke.js';
import { copyOf, trialOf } from './real-store.js';

const ARMS = [
  LINEAR,
  SINGLE,
  'averaged: { extends: single, optimiser: { average: 0.5 } }',
  'direct: { path: { kind: direct, iterations: 2 } }',
];

let engine: Engine;
let space: Workspace;
beforeAll(async () => {
  engine = await openEngine('onnx', { threads: 1 });
  space = workspace(
    tiny(ARMS).replace('pairs: 8, alphas: 9,', 'pairs: 8, alphas: 9, solver: { pairs: 2, alphas: 3 },'),
    mkdtempSync(join(tmpdir(), 'latent-paths-')),
  );
  expect((await run(space, { engine })).failed).toEqual([]);
});
afterAll(() => {
  engine.dispose();
  rmSync(space.root, { recursive: true });
});

const idOf = (arm: string) => trialOf(space.store, 'x', arm);

function latents(name: string, rows: number): NDArray<Float32Array> {
  const data = new Float32Array(8 * rows);
  fillNormal(split(rootKey(1), name), 0, data);
  return ndarray([rows, 8], data);
}

it.each(['averaged', 'linear'])(
  'gives %s as a model that computes what was scored, and says where it is from',
  async (arm) => {
    const id = await idOf(arm);
    const out = join(temporaryFolder(), 'path.onnx');
    const before = fileHashes(space.root);
    const told = await invokeJson(exportPath, [id, '--with', 'decoder', '--out', out], space);
    expect(fileHashes(space.root)).toEqual(before);
    expect(told.content).toEqual({
      inputs: [
        { name: 'z_a', shape: ['n', 8] },
        { name: 'z_b', shape: ['n', 8] },
        { name: 'alpha', shape: ['n'] },
      ],
      outputs: [
        { name: 'z', shape: ['n', 8] },
        { name: 'image', shape: ['n', 32, 32, 3] },
      ],
    });

    const trial = space.store.experiment('x').trial(id);
    const record = (await trial.readRun())!;
    const { metadataProps } = onnx.ModelProto.decode(readFileSync(out));
    expect(Object.fromEntries(metadataProps.map(({ key, value }) => [key!, value!]))).toEqual(told.metadata);
    expect(told.metadata).toMatchObject({
      trial: id,
      'vae-sha256': record.inputs['vae']!.content,
      weights: arm === 'averaged' ? 'average' : 'none',
      latent: '8',
      image: '32,32,3',
    });
    expect(told.metadata.commit ?? null).toBe(record.provenance.commit);

    const { path, theta, vae } = await finishedPath({ store: space.store, trial, run: record });
    const [zA, zB] = [latents('a', 5), latents('b', 5)];
    const alpha = Float32Array.of(0, 0.3, 0.5, 0.9, 1);
    const program = await engine.compile(pathStep({ path, theta, vae, decoder: true, rows: 5 }));
    const expected = (await program.run({ z_a: zA, z_b: zB, alpha: ndarray([5], alpha) }))['image']!.data;
    const session = await InferenceSession.create(out);
    const got = await session.run({
      z_a: new Tensor('float32', zA.data, [5, 8]),
      z_b: new Tensor('float32', zB.data, [5, 8]),
      alpha: new Tensor('float32', alpha, [5]),
    });
    const image = got['image']!.data as Float32Array; // as the model says
    expect(image).toHaveLength(expected.length);
    expect(Math.max(...image.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-6);
    await session.release();
  },
);

it('fixes the number of points on request, and leaves the decoder out where it is not asked for', async () => {
  const out = join(temporaryFolder(), 'path.onnx');
  const { content } = await invokeJson(exportPath, [await idOf('single'), '--batch', '4', '--out', out], space);
  expect([content.inputs[2].shape, content.outputs]).toEqual([[4], [{ name: 'z', shape: [4, 8] }]]);
  const names = onnx.ModelProto.decode(readFileSync(out)).graph!.initializer!.map(({ name }) => name);
  expect(names).toContain('path/output/kernel');
  expect(names.filter((name) => name!.startsWith('vae/'))).toEqual([]);
});

it('gives the weights that were scored: the average where one was kept', async () => {
  for (const [arm, prefix] of [
    ['single', 'weights/'],
    ['averaged', 'average/'],
  ] as const) {
    const id = await idOf(arm);
    const out = join(temporaryFolder(), 'path.safetensors');
    await invoke(exportPath, [id, '--to', 'safetensors', '--out', out], space);
    // Read by the format's own rules: eight bytes of length, the header, the numbers.
    const bytes = readFileSync(out);
    const size = Number(bytes.readBigUInt64LE(0));
    const { __metadata__: metadata, ...header } = JSON.parse(bytes.toString('utf8', 8, 8 + size));
    expect(metadata).toMatchObject({ trial: id, weights: arm === 'averaged' ? 'average' : 'last' });
    expect(JSON.parse(metadata.path)).toMatchObject({ kind: 'network', hidden: [16, 16, 16] });
    const saved = decodeSafetensors((await space.store.experiment('x').trial(id).readCheckpoint())!.bytes).arrays;
    const kept = Object.entries(saved).filter(([name]) => name.startsWith(prefix));
    expect(Object.keys(header).sort()).toEqual(kept.map(([name]) => name.slice(prefix.length)).sort());
    for (const [name, { shape, data }] of kept) {
      const {
        dtype,
        shape: written,
        data_offsets: [from, to],
      } = header[name.slice(prefix.length)];
      expect([dtype, written]).toEqual(['F32', [...shape]]);
      expect(
        Buffer.from(data.buffer, data.byteOffset, data.byteLength).equals(
          bytes.subarray(8 + size + from, 8 + size + to),
        ),
      ).toBe(true);
    }
  }
});

it('refuses in words what it cannot do, before it writes', async () => {
  const folder = temporaryFolder();
  const [single, linear, direct] = [await idOf('single'), await idOf('linear'), await idOf('direct')];
  const there = join(folder, 'there');
  writeFileSync(there, 'mine');
  const refused: [args: string[], message: string | RegExp][] = [
    [[], 'export: expected the name of one trial, got 0'],
    [['singel'], 'singel: no such trial'],
    [
      [direct],
      /export: expected a path that a formula or a network gives, got x\/direct-\w+, whose path \(direct\) is solved for pair by pair/,
    ],
    [
      [single, '--to', 'onxx'],
      '--to: expected one of onnx, safetensors, pytorch, package, page, got onxx; did you mean onnx?',
    ],
    [[single, '--with', 'decodr'], '--with: expected decoder, got decodr; did you mean decoder?'],
    [[single, '--batch', '0'], '--batch: expected a positive integer, got 0'],
    [
      [single, '--to', 'safetensors', '--batch', '2'],
      '--batch: expected --to onnx or --to pytorch, got --to safetensors',
    ],
    [
      [linear, '--to', 'safetensors', '--out', join(folder, 'l')],
      '--to safetensors: expected a trained path, got linear, which has no weights',
    ],
    [
      [single, '--out', there],
      `--out: expected a new file, got an existing one: ${there}; name another, or overwrite it with --force`,
    ],
    [[single, '--out', folder], '--out: expected a file, got a folder'],
    [[single, '--out', join(folder, 'none/p.onnx')], `make ${join(folder, 'none')} first`],
  ];
  for (const [args, message] of refused)
    await expect(invoke(exportPath, args, space), args.join(' ')).rejects.toThrow(message);
  expect(readFileSync(there, 'utf8')).toBe('mine');
  expect(existsSync(join(folder, 'l'))).toBe(false);
  await invoke(exportPath, [single, '--out', there, '--force'], space);
  expect(readFileSync(there).length).toBeGreaterThan(1000);

  const store = copyOf(space);
  const trial = store.experiment('x').trial(single);
  await trial.writeRun({ ...(await trial.readRun())!, status: 'stopped', files: {} });
  await expect(invoke(exportPath, [single], { store })).rejects.toThrow(
    'which is stopped; run its experiment to the end',
  );
});
