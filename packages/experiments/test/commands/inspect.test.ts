import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerAt, rootKey, split, UsageError } from '@latent-paths/core';
import { encodePng, openStore } from '@latent-paths/data';
import { encodeGraph, type OnnxGraph } from '@latent-paths/pretrained';
import { onnx } from 'onnx-proto';
import sharp from 'sharp';
import { beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
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

it('asks what transparent pictures lie on, and puts it into the YAML', async () => {
  const clear = join(folder, 'pictures', 'clear.png');
  await sharp({ create: { width: 8, height: 8, channels: 4, background: '#ff000080' } }).toFile(clear);
  const tried = (...more: string[]) => inspected([...files, '--images', join(folder, 'pictures'), ...more]);
  const error: unknown = await tried().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toMatch(
    /clear\.png: expected a background for transparent pixels, got none\. Add --background white, black or "#rrggbb"$/,
  );
  const { out } = await tried('--background', '#00ff00', '--size', '8');
  expect(out).toMatch(/→ +0\.00000/);
  const data = out.slice(out.indexOf('\ndata:') + 1);
  expect(parse(data)).toMatchObject({
    data: { kind: 'folder', path: join(folder, 'pictures'), size: 8, background: '#00ff00' },
    vae: { kind: 'onnx' },
  });
  await expect(tried('--background', 'blue')).rejects.toThrow(
    '--background: expected white, black or "#rrggbb", got blue',
  );
});

it('lays pictures on the background that is asked for', async () => {
  rmSync(join(folder, 'pictures'), { recursive: true });
  mkdirSync(join(folder, 'pictures'));
  for (const [i, shade] of ['#ffffff00', '#ff0000ff'].entries())
    await sharp({ create: { width: 8, height: 8, channels: 4, background: shade } }).toFile(
      join(folder, 'pictures', `${i}.png`),
    );
  const baseline = async (background: string) =>
    /\((\S+) where each is their mean\)/.exec(
      (await inspected([...files, '--images', join(folder, 'pictures'), '--background', background])).out,
    )?.[1];
  expect(await baseline('black')).toBe('0.08333'); // ¼ of one channel of three
  expect(await baseline('white')).toBe('0.16667'); // ¼ of two
});

it('refuses a whole autoencoder that is to be tried and cut nowhere', async () => {
  await expect(inspected([files[0]!, '--images', join(folder, 'pictures')])).rejects.toThrow(/--latent: expected/);
});

it('names the model whose weights are not beside it, or lie out of its folder', async () => {
  const weight = (location: string): onnx.ITensorProto => ({
    name: 'w',
    dims: [8],
    dataType: 1,
    dataLocation: 1,
    externalData: [{ key: 'location', value: location }],
  });
  const told = (location: string) => {
    const model = onnx.ModelProto.decode(oneNode('Identity'));
    model.graph!.initializer!.push(onnx.TensorProto.create(weight(location)));
    writeFileSync(files[1]!, onnx.ModelProto.encode(model).finish());
    return inspected(files);
  };
  await expect(told('nothere.bin')).rejects.toThrow(
    /dec\.onnx: expected its weights in nothere\.bin beside it, got no such file; copy it there, or save the model with/,
  );
  await expect(told('../w.bin')).rejects.toThrow(
    /dec\.onnx: weights w: expected external data in the folder of the model, got the path “\.\.\/w\.bin”/,
  );
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
