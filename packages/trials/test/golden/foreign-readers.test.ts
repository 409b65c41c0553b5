import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@latent-paths/core';
import { decodeSafetensors } from '@latent-paths/model';
import { onnx } from 'onnx-proto';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { foreignSamples, VALUES } from './foreign-samples.js';

// Made by tools/reference/read_files.py: what PyYAML, numpy and onnx.checker made of the very bytes that are written
// here.
const golden = JSON.parse(readFileSync(join(__dirname, 'foreign-readers.json'), 'utf8')) as Record<
  string,
  { sha256: string; read?: unknown }
>; // the script's format
const samples = foreignSamples();

it.each(Object.keys(samples))('%s is written as it was when other readers took it', (name) => {
  expect(Object.keys(golden[name]!)).toEqual(['read', 'sha256']);
  expect(sha256(samples[name]!), `${name} has changed: try the readers again, as tools/reference/README.md says`).toBe(
    golden[name]!.sha256,
  );
});

it('PyYAML reads of YAML what was meant, and what our own reader does', () => {
  expect(golden['values.yaml']!.read).toEqual(VALUES);
  for (const name of ['values.yaml', 'trial.yaml'])
    expect(parse(Buffer.from(samples[name]!).toString('utf8'))).toEqual(golden[name]!.read);
});

it('numpy reads of safetensors what was meant', () => {
  const { arrays, metadata } = decodeSafetensors(samples['arrays.safetensors']!);
  const told = Object.entries(arrays).map(([name, { shape, data }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [name, { dtype: 'F32', shape: [...shape], sha256: sha256(bytes) }];
  });
  expect(golden['arrays.safetensors']!.read).toEqual({ metadata, arrays: Object.fromEntries(told) });
});

it.each(['network.onnx', 'slerp.onnx'])('onnx.checker takes %s, and sees in it what was meant', (name) => {
  const { graph, opsetImport } = onnx.ModelProto.decode(samples[name]!);
  expect(golden[name]!.read).toMatchObject({
    opsets: { '': Number(opsetImport[0]!.version) },
    inputs: { z_a: ['n', 4], z_b: ['n', 4], alpha: ['n'] },
    outputs: { z: ['n', 4], image: ['n', 28, 28, 3] },
    weights: graph!.initializer!.map(({ name: weight }) => weight).sort(),
    beyond: ['Col2Im'], // of opset 18, which the checker that was asked (1.12) does not know yet
  });
});
