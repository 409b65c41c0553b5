import { onnx } from 'onnx-proto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { buildChoice, rootKey, split } from '@latent-paths/core';
import { exportOnnx, openEngine, type Engine } from '@latent-paths/engine';
import { convolutionalVae, initialVae, paths, vaeSchema, type ImageShape, type Path } from '@latent-paths/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathStep } from '../../src/steps/path-step.js';
import { holdValues } from '../../../../tools/testing/src/laws/hold-values.js';
import { normal, uniform } from './agreement.js';
import { variantsOf } from './variants.js';

const key = rootKey(7);
const config = vaeSchema.parse({ latent: 4, channels: [2, 2] });
const imageShape: ImageShape = [28, 28, 3];
const vae = convolutionalVae(initialVae(config, imageShape, split(key, 'vae')), imageShape);
const variants = variantsOf(paths, { network: { hidden: [8, 8, 8], outputScale: 1 } });

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

describe('every path that solves for nothing is a model of ONNX itself, for any number of points', () => {
  for (const choice of variants) {
    const path = buildChoice<Path>(paths, choice);
    if (path.solve !== undefined) continue;
    it(JSON.stringify(choice), async () => {
      const step = (rows: number) =>
        pathStep({
          path,
          theta: path.initial(config.latent, split(key, 'theta')),
          vae,
          decoder: true,
          rows,
        });
      const { bytes } = exportOnnx({ step, rows: null, metadata: {} });
      expect(onnx.ModelProto.decode(bytes).opsetImport.map(({ domain }) => domain)).toEqual(['']);
      const session = await InferenceSession.create(bytes);
      for (const rows of [1, 3]) {
        const fed = {
          z_a: normal('zA', [rows, config.latent]),
          z_b: normal('zB', [rows, config.latent]),
          alpha: uniform('alpha', [rows]),
        };
        const program = await engine.compile(step(rows));
        const expected = await program.run(fed);
        const got = await session.run(
          Object.fromEntries(
            Object.entries(fed).map(([name, { shape, data }]) => [name, new Tensor('float32', data, shape)]),
          ),
        );
        expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
        for (const [name, array] of Object.entries(expected)) {
          const { dims, data } = got[name]!;
          const made = { shape: dims, data: data as Float32Array }; // every output is
          const what = `${choice.kind} as ONNX, ${rows} rows: ${name}`;
          holdValues({ what, by: 'by our engine', expected: array, got: made, tolerance: 1e-6 });
        }
      }
      await session.release();
    });
  }
});
