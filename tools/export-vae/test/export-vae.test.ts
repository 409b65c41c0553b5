import '@tensorflow/tfjs-backend-cpu';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSafetensors } from '@latent-paths/model';
import { architectures, compileable, readOnnx, writeAutoencoder, type OnnxModel } from '@latent-paths/pretrained';
import { findPython } from '../../testing/src/find-python.js';

interface Plain {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Sample {
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly outputs: Readonly<Record<string, Plain>>;
}

const python = findPython();
if (python === undefined)
  console.warn('tools/export-vae: skipped, because no Python here imports torch (Debian: apt install python3-torch)');

const vaes = process.env['LATENT_PATHS_VAES'];
const theirs = vaes !== undefined && existsSync(join(vaes, 'shagun-mnist')) ? [vaes] : [];

/** ‖a − b‖ / ‖b‖ */
function relativeError(a: ArrayLike<number>, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return Math.hypot(...b.map((value, i) => a[i]! - value)) / Math.hypot(...b);
}

describe.skipIf(python === undefined)('export_onnx.py, where a Python imports torch,', () => {
  let folder: string;
  const runPython = (...args: string[]) =>
    execFileSync(python!, args, { cwd: join(__dirname, '..'), encoding: 'utf8', stdio: 'pipe' }); // there, or skipped

  beforeAll(async () => {
    await tf.setBackend('cpu');
    folder = mkdtempSync(join(tmpdir(), 'latent-paths-export-'));
    runPython('test/write_samples.py', folder, ...theirs);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes and refuses what its own tests say', () => {
    runPython('-m', 'unittest', 'discover', 'test');
  });

  const samplesOf = (name: string) =>
    // write_samples.py's
    JSON.parse(readFileSync(join(folder, name, 'samples.json'), 'utf8')) as Record<'encoder' | 'decoder', Sample>;
  const names = {
    VAE_mnist: 'burgess',
    betaB_dsprites: 'burgess',
    'shagun-mnist': 'mlp',
    taef2: 'tiny-autoencoder',
  } as const;
  // Object.entries forgets the values' type
  const cases = (Object.entries(names) as [string, (typeof names)[keyof typeof names]][]).flatMap(
    ([name, architecture]) => (['encoder', 'decoder'] as const).map((part) => ({ name, architecture, part })),
  );

  it.each(cases)('gives what PyTorch gives, read here and by onnxruntime: $part of $name', async ({ name, part }) => {
    const bytes = readFileSync(join(folder, name, `${part}.onnx`));
    const { inputs, outputs } = samplesOf(name)[part];
    const session = await InferenceSession.create(bytes);
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([key, { shape, data }]) => [
        key,
        new Tensor('float32', Float32Array.from(data), [...shape]),
      ]),
    );
    const theirs = await session.run(feeds);
    await session.release();
    await holdOurs(readOnnx(bytes, { file: `${part}.onnx` }), { inputs, outputs });
    for (const [key, { data }] of Object.entries(outputs)) {
      // a model of float32
      const made = theirs[key]!.data as Float32Array;
      expect(relativeError(made, data), `${key}, by onnxruntime`).toBeLessThanOrEqual(1e-5);
    }
  });

  it.each(cases)('gives what PyTorch gives, from its weights: $part of $name', async ({ name, architecture, part }) => {
    const { arrays } = decodeSafetensors(readFileSync(join(folder, name, 'weights.safetensors')));
    const state = { encoder: arrays, decoder: arrays, file: name };
    const { model } = writeAutoencoder(architectures[architecture], state);
    await holdOurs(model[part], samplesOf(name)[part]);
  });
});

async function holdOurs(read: OnnxModel, { inputs, outputs }: Sample): Promise<void> {
  const model = compileable(read);
  expect(model.batch).toBeUndefined();
  const frozen = Object.fromEntries(
    Object.entries(model.weights).map(([key, { shape, data }]) => [key, tf.tensor(data, [...shape])]),
  );
  const given = Object.fromEntries(
    Object.entries(inputs).map(([key, { shape, data }]) => [key, tf.tensor([...data], [...shape])]),
  );
  const ours = model.run(frozen, given);
  expect(Object.keys(ours)).toEqual(Object.keys(outputs));
  for (const [key, { shape, data }] of Object.entries(outputs)) {
    expect(ours[key]!.shape).toEqual(shape);
    expect(relativeError(await ours[key]!.data(), data), `${key}, read here`).toBeLessThanOrEqual(1e-5);
  }
}
