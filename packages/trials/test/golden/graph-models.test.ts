import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapValues, ndarray, type NDArray } from '@latent-paths/core';
import {
  applyReading,
  compileable,
  graphModelFiles,
  readGraphModel,
  TF_OPERATORS,
  type AskedReading,
} from '@latent-paths/pretrained';
import { beforeAll, describe, expect, it } from 'vitest';
import { onnxRuntime } from '../laws/onnx/onnx-runtime.js';

/** What `tools/reference/graph-models.mjs` prints. */
interface Golden {
  readonly name: string;
  readonly model: { readonly modelTopology: { readonly node: readonly { readonly op: string }[] } };
  readonly weights: string;
  readonly x: { readonly shape: readonly number[]; readonly data: readonly number[] };
  readonly outputs: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly number[] }>>;
}

const vaes = process.env['LATENT_PATHS_VAES'];

const lines = readFileSync(join(__dirname, 'graph-models.jsonl'), 'utf8').trim().split('\n');
const cases = lines.map((line): Golden => JSON.parse(line));

const read = ({ model, weights }: Golden) =>
  readGraphModel(Buffer.from(JSON.stringify(model)), {
    externalData: { 'weights.bin': Buffer.from(weights, 'base64') },
  });

function expectNear(made: NDArray, { shape, data }: Golden['outputs'][string]): void {
  expect(made.shape).toEqual(shape);
  const scale = Math.max(1, ...data.map(Math.abs));
  made.data.forEach((value, i) => expect(Math.abs(value - data[i]!) / scale).toBeLessThan(1e-5));
}

beforeAll(() => tf.setBackend('cpu'));

describe('a GraphModel that is written down as ONNX gives what TensorFlow.js’ own converter makes of it', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const model = read(one);
    const x = ndarray([...one.x.shape], Float32Array.from(one.x.data));
    const { weights, run } = compileable(model);
    const frozen = mapValues(weights, ({ data, shape }) => tf.tensor(data, [...shape]));
    const made = run(frozen, { x: tf.tensor(x.data, [...x.shape]) });
    const theirs = await onnxRuntime(model.encode(), { x });
    for (const [name, expected] of Object.entries(one.outputs)) {
      const ours = made[name]!;
      expectNear(ndarray(ours.shape, Float32Array.from(await ours.data())), expected);
      expectNear(theirs[name]!, expected);
    }
  });

  it('has a case for every operator that is read', () => {
    const shown = new Set(cases.flatMap(({ model }) => model.modelTopology.node.map(({ op }) => op)));
    expect(Object.keys(TF_OPERATORS).filter((op) => !shown.has(op))).toEqual([]);
  });
});

describe.skipIf(vaes === undefined)('vae-explainer, where LATENT_PATHS_VAES names the folder that has it,', () => {
  const half = (name: string) => {
    const folder = join(vaes ?? '', 'vae-explainer-tfjs', name);
    const bytes = readFileSync(join(folder, 'model.json'));
    const externalData = Object.fromEntries(
      graphModelFiles(bytes).map((file) => [file, readFileSync(join(folder, file))]),
    );
    return readGraphModel(bytes, { externalData });
  };

  it('gives what tfjs-converter makes of it', async () => {
    const asked: AskedReading = { input: { range: [0, 1] }, posterior: 'halves-logvar-first' };
    const model = { encoder: half('encoder'), decoder: half('decoder') };
    const vae = applyReading(model, asked, { imageShape: [28, 28, 1] });
    const frozen = mapValues(vae.weights, ({ data, shape }) => tf.tensor(data, [...shape]));
    const pixels = Float32Array.from({ length: 2 * 784 }, (_, i) => Math.abs(Math.sin(i * 0.37)));
    const z = vae.encode(frozen, tf.tensor4d(pixels, [2, 28, 28, 1]));
    const picture = await vae.decode(frozen, z).data();
    expectNear(ndarray([2, 2], Float32Array.from(await z.data())), {
      shape: [2, 2],
      data: [-1.2106091, 0.50327516, -1.0040369, 0.13040718],
    });
    expectNear(ndarray([3], picture.slice(300, 303) as Float32Array), {
      shape: [3],
      data: [0.15528271, 0.06693655, 0.02178042],
    });
  });
});
