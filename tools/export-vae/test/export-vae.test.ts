import '@tensorflow/tfjs-backend-cpu';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileable, readOnnx } from '@latent-paths/pretrained';
import { findPython } from './find-python.js';

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

  const cases = ['VAE_mnist', 'betaB_dsprites', 'shagun-mnist'].flatMap((name) =>
    (['encoder', 'decoder'] as const).map((part) => ({ name, part })),
  );

  it.each(cases)('gives what PyTorch gives, read here and by onnxruntime: $part of $name', async ({ name, part }) => {
    const bytes = readFileSync(join(folder, name, `${part}.onnx`));
    // write_samples.py's
    const samples = JSON.parse(readFileSync(join(folder, name, 'samples.json'), 'utf8')) as Record<typeof part, Sample>;
    const { inputs, outputs } = samples[part];
    const session = await InferenceSession.create(bytes);
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([key, { shape, data }]) => [
        key,
        new Tensor('float32', Float32Array.from(data), [...shape]),
      ]),
    );
    const theirs = await session.run(feeds);
    await session.release();

    const model = compileable(readOnnx(bytes, { file: `${part}.onnx` }));
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
      expect(relativeError(theirs[key]!.data as Float32Array, data), `${key}, by onnxruntime`).toBeLessThanOrEqual(
        1e-5,
      ); // a model of float32
    }
  });
});
