import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importRecord } from '@latent-paths/core';
import { openEngine, type Engine } from '@latent-paths/engine';
import { encodeGraph, type OnnxGraph } from '@latent-paths/pretrained';
import { finishedPath } from '@latent-paths/trials/evaluation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tools/testing/src/temporary-folder.js';
import { LINEAR, run, tiny, workspace } from './tiny.js';

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

type Node = OnnxGraph['nodes'][number];
const list = (...value: number[]) => ({ kind: 'ints', value }) as const;
const node = (op: string, inputs: readonly string[], output: string, attributes: Node['attributes'] = {}): Node => ({
  op,
  domain: '',
  name: output,
  inputs,
  outputs: [output],
  attributes,
});
const floats = (shape: readonly number[], value: number) => ({
  type: 'float32' as const,
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

function half(
  from: readonly (string | number)[],
  to: readonly (string | number)[],
  nodes: readonly Node[],
  constants: Readonly<Record<string, ReturnType<typeof floats>>>,
): Uint8Array {
  return encodeGraph({
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [{ name: 'from', type: 'float32', shape: from }],
    outputs: [{ name: 'to', type: 'float32', shape: to }],
    nodes,
    constants: new Map(Object.entries(constants)),
    between: new Map(),
    notes: [],
  });
}

/** Means of squares of 8 × 8 pixels, [n, 3, 32, 32] → [n, 3, 4, 4], axes open; and squares of `bright` times these. */
function blocks(bright: number): { encoder: Uint8Array; decoder: Uint8Array } {
  const eight = { kernel_shape: list(8, 8), strides: list(8, 8) };
  return {
    encoder: half(['n', 3, 'H', 'W'], ['n', 3, 'h', 'w'], [node('AveragePool', ['from'], 'to', eight)], {}),
    decoder: half(
      ['n', 3, 'h', 'w'],
      ['n', 3, 'H', 'W'],
      [
        node('ConvTranspose', ['from', 'ones'], 'grown', { ...eight, group: { kind: 'int', value: 3 } }),
        node('Tanh', ['grown'], 'to'),
      ],
      { ones: floats([3, 1, 8, 8], bright) },
    ),
  };
}

let files: { encoder: string; decoder: string };
beforeEach(() => {
  const folder = temporaryFolder();
  files = { encoder: join(folder, 'enc.onnx'), decoder: join(folder, 'dec.onnx') };
  write(blocks(1.2));
});
function write({ encoder, decoder }: ReturnType<typeof blocks>): void {
  writeFileSync(files.encoder, encoder);
  writeFileSync(files.decoder, decoder);
}

const NETWORK = 'network: {}';
const yamlOf = (rest = '') =>
  tiny([LINEAR, NETWORK]).replace(
    /^vae: .*$/m,
    `vae: { kind: onnx, encoder: ${files.encoder}, decoder: ${files.decoder}, ` +
      `input: { range: [-1, 1] }, licence: MIT${rest} }`,
  );

describe('an experiment on a VAE from ONNX files', () => {
  it('measures it, trains on its spatial latents as rows, and stands without the files from then on', async () => {
    const space = workspace(yamlOf());
    const told: string[] = [];
    expect(await run(space, { engine, told })).toEqual({ finished: 2, failed: [] });

    const artifact = (await space.store.artifacts()).find(({ name }) => name.startsWith('vae-import-'))!;
    const record = importRecord.parse(JSON.parse(readFileSync(join(artifact.folder, 'import.json'), 'utf8')));
    expect(record).toMatchObject({ latentShape: [3, 4, 4], imageShape: [32, 32, 3], images: 256 });
    expect(Math.max(record.parity.encoder!, record.parity.decoder!)).toBeLessThan(1e-5);
    expect(record.gradient.difference).toBeLessThan(0.02);
    expect(record.reconstruction.squaredError).toBeLessThan(record.reconstruction.baseline);

    const [, network] = (await space.store.experiment('x').readExperiment())!.arms;
    const trial = space.store.experiment('x').trial(network!.trials[0]!);
    expect((await trial.readSummary())!.imported).toEqual({
      source: null,
      licence: 'MIT',
      warnings: expect.any(Array),
    });

    write({ encoder: Buffer.from('gone'), decoder: Buffer.from('gone') });
    const { vae } = await finishedPath({ store: space.store, trial, run: (await trial.readRun())! });
    expect(vae.latentSize).toBe(48);
  });

  it('refuses one whose pictures do not come back, unless it is let pass', async () => {
    write(blocks(-3));
    const told: string[] = [];
    const { finished, failed } = await run(workspace(yamlOf()), { engine, told });
    expect([finished, failed.length]).toEqual([0, 2]);
    expect(told.join('\n')).toMatch(/pictures do not come back.*reconstruction: \{ refuse: never \}/s);
    const space = workspace(yamlOf(', checks: { reconstruction: { refuse: never } }'));
    expect((await run(space, { engine })).failed).toEqual([]);
  });
});
