import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerAt, rootKey, split, UsageError } from '@latent-paths/core';
import { encodePng, openStore } from '@latent-paths/data';
import { encodeGraph, type OnnxGraph } from '@latent-paths/pretrained';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { inspect } from '../../src/commands/inspect.js';
import { invoke } from './invoke.js';

/** [n, 3, 8, 8] → the same by one node. */
function oneNode(op: string): Uint8Array {
  const port = (name: string) => ({ name, type: 'float32' as const, shape: ['n', 3, 8, 8] });
  const graph: OnnxGraph = {
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [port('from')],
    outputs: [port('to')],
    nodes: [{ op, domain: '', name: 'only', inputs: ['from'], outputs: ['to'], attributes: {} }],
    constants: new Map(),
    between: new Map(),
    notes: [],
  };
  return encodeGraph(graph);
}

let folder: string;
let files: string[];
beforeEach(() => {
  folder = temporaryFolder();
  files = ['enc.onnx', 'dec.onnx'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, oneNode('Identity'));
  mkdirSync(join(folder, 'pictures'));
  for (let i = 0; i < 4; i++) {
    const data = Uint8Array.from({ length: 192 }, (_, at) => integerAt(split(rootKey(i), 'picture'), at, 256));
    writeFileSync(join(folder, 'pictures', `${i}.png`), encodePng({ height: 8, width: 8, channels: 3, data }));
  }
});
const inspected = (args: readonly string[]) => invoke(inspect, args, { store: openStore(join(folder, 'results')) });

it('tells what files hold', async () => {
  const { out } = await inspected(files);
  expect(out).toMatch(/enc\.onnx: opset 17/);
  expect(out).toMatch(/Identity/);
});

it('tries the readings on pictures, and prints the YAML of the best', async () => {
  const { out } = await inspected([...files, '--images', join(folder, 'pictures')]);
  expect(out).toMatch(/→ +0\.00000/);
  expect(out).toMatch(/kind: onnx/);
});

it('refuses a whole autoencoder that is to be tried and cut nowhere', async () => {
  await expect(inspected([files[0]!, '--images', join(folder, 'pictures')])).rejects.toThrow(/--latent: expected/);
});

it.each<[string, readonly string[], RegExp]>([
  ['no file', [], /expected one model or two, got 0; npx latent-paths inspect <encoder\.onnx> <decoder\.onnx>/],
  ['a file that is not there', ['nope.onnx'], /nope\.onnx: expected a file, found none/],
  [
    'weights alone',
    ['vae.safetensors'],
    /vae\.safetensors: .*got weights alone.*vae: \{ kind: weights, architecture: …/,
  ],
])('refuses %s as a wrong command line', async (_, args, message) => {
  const error: unknown = await inspected(args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toMatch(message);
});
