import { onnx } from 'onnx-proto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { buildChoice, mapValues, ndarray, rootKey, split, type NamedArrays } from '@latent-paths/core';
import {
  exportModel,
  exportOnnx,
  openEngine,
  openProgram,
  toProgram,
  toPytorch,
  type Engine,
} from '@latent-paths/engine';
import { convolutionalVae, initialVae, paths, vaeSchema, type ImageShape, type Path } from '@latent-paths/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathStep } from '../../src/steps/path-step.js';
import { findPython } from '../../../../tools/testing/src/find-python.js';
import { holdValues } from '../../../../tools/testing/src/laws/hold-values.js';
import { runPythonCases } from '../../../../tools/testing/src/python-of-cases.js';
import { normal, uniform } from './agreement.js';
import { atPlaces } from './at-places.js';
import { variantsOf } from './variants.js';

const key = rootKey(7);
const config = vaeSchema.parse({ latent: 4, channels: [2, 2] });
const imageShape: ImageShape = [28, 28, 3];
const vae = atPlaces(convolutionalVae(initialVae(config, imageShape, split(key, 'vae')), imageShape));
const variants = variantsOf(paths, {
  network: { hidden: [8, 8, 8], outputScale: 1 },
  convolutional: { hidden: [8, 8], outputScale: 1 },
});

const python = findPython();
if (python === undefined)
  console.warn('paths in PyTorch: skipped, because no Python here imports torch (Debian: apt install python3-torch)');

/** Weights as training leaves them: none is 0, as biases are at the start, which are then no operation. */
function moved(weights: NamedArrays): NamedArrays {
  return mapValues(weights, ({ shape, data }, name) => {
    const by = normal(`moved ${name}`, shape).data;
    return ndarray(
      shape,
      Float32Array.from(data, (number, i) => number + 0.1 * by[i]!),
    );
  });
}

/** Every path that solves for nothing, as other programs see it. */
const taken = variants.flatMap((choice) => {
  const path = buildChoice<Path>(paths, choice);
  if (path.solve !== undefined) return [];
  const theta = moved(path.initial(vae, split(key, 'theta')));
  const step = (rows: number) => pathStep({ path, theta, vae, decoder: true, rows, axes: vae.latentShape! });
  return [{ choice, step }];
});

const fed = (rows: number) => ({
  z_a: normal('zA', [rows, ...vae.latentShape!]),
  z_b: normal('zB', [rows, ...vae.latentShape!]),
  alpha: uniform('alpha', [rows]),
});

let engine: Engine;
beforeAll(async () => void (engine = await openEngine('onnx', { threads: 1 })));
afterAll(() => engine.dispose());

describe('every path that solves for nothing is a model of ONNX itself, for any number of points', () => {
  for (const { choice, step } of taken) {
    it(JSON.stringify(choice), async () => {
      const { bytes } = exportOnnx({ step, rows: null, metadata: {} });
      expect(onnx.ModelProto.decode(bytes).opsetImport.map(({ domain }) => domain)).toEqual(['']);
      const session = await InferenceSession.create(bytes);
      for (const rows of [1, 3]) {
        const given = fed(rows);
        const program = await engine.compile(step(rows));
        const expected = await program.run(given);
        const got = await session.run(
          Object.fromEntries(
            Object.entries(given).map(([name, { shape, data }]) => [name, new Tensor('float32', data, shape)]),
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

describe('every path that solves for nothing is plain JavaScript, for any number of points', () => {
  it.each(taken)('$choice', async ({ choice, step }) => {
    const { program, weights } = toProgram(exportModel({ step, rows: null }));
    const run = openProgram(program, weights);
    for (const rows of [1, 3]) {
      const given = fed(rows);
      const made = run(mapValues(given, ({ shape, data }) => ({ shape, data: Float32Array.from(data) })));
      const expected = await (await engine.compile(step(rows))).run(given);
      for (const [name, array] of Object.entries(expected)) {
        const what = `${choice.kind} in JavaScript, ${rows} rows: ${name}`;
        holdValues({ what, by: 'by our engine', expected: array, got: made[name]!, tolerance: 1e-5 });
      }
    }
  });
});

describe.skipIf(python === undefined)('every path that solves for nothing, where a Python imports torch,', () => {
  it('is PyTorch, for any number of points', async () => {
    const rows = 3;
    const cases = taken.map(({ choice, step }) => {
      const model = exportModel({ step, rows: null });
      return { name: JSON.stringify(choice), step, inputs: fed(rows), model, statements: toPytorch(model) };
    });
    const made = runPythonCases(python!, cases); // there, or skipped
    for (const [i, { name, step, inputs, model }] of cases.entries()) {
      const expected = await (await engine.compile(step(rows))).run(inputs);
      for (const [place, output] of model.outputs.entries()) {
        const [what, got] = [`${name} in PyTorch: ${output.name}`, made[i]![place]!];
        holdValues({ what, by: 'by our engine', expected: expected[output.name]!, got, tolerance: 1e-5 });
      }
    }
  });
});
