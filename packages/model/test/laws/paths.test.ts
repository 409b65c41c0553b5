import * as tf from '@tensorflow/tfjs-core';
import { buildChoice, choiceSchema, hashArrays, ndarray, rootKey } from '@latent-paths/core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  latentSpace,
  latentsOf,
  paths,
  type Endpoints,
  type Path,
  type PathContext,
  type PathPoints,
} from '../../src/index.js';
import { vaeContext } from '../../src/paths/vae-context.js';
import { eagerHost } from '../eager-host.js';
import {
  column,
  expectClose,
  expectNoLeak,
  expectWeightGradient,
  normal,
  numbers,
  tinyVae,
  toArrays,
  toTensors,
} from '../support.js';

const D = 4;
/** Every path is tried on latents at places, which only some look at. */
const space = latentSpace([1, 2, 2], 'nchw');
const hidden = [6, 5, 6];
/** Parameters to try of each kind; a large `outputScale` so that the network shows beside the straight line. */
const choices: Record<keyof typeof paths, object[]> = {
  linear: [{}],
  slerp: [{}],
  projected: [{}, { times: 3 }],
  'pixel-linear': [{}],
  direct: [{ iterations: 3 }, { form: 'hard-endpoints', iterations: 3, reprojection: { gradient: 'stop-projection' } }],
  spline: [
    { iterations: 3, points: 4 },
    { nodes: 2, iterations: 2, points: 3 },
  ],
  graph: [
    { nodes: 12, neighbours: 4 },
    { nodes: 6, neighbours: 9, pieces: 1, by: 'latent' },
  ],
  network: (['direct', 'residual', 'hard-endpoints'] as const).flatMap((form) =>
    (['relu', 'silu'] as const).map((activation) => ({ form, activation, hidden, outputScale: 1 })),
  ),
  convolutional: (['ends', 'linear', 'ends-linear'] as const).flatMap((inputs) =>
    (['direct', 'residual', 'hard-endpoints'] as const).map((form) => ({
      form,
      inputs,
      hidden: [3, 2],
      outputScale: 1,
    })),
  ),
};
const cases = Object.entries(choices).flatMap(([kind, parameters]) =>
  parameters.map((rest) => ({
    name: `${kind} ${JSON.stringify(rest)}`,
    kind,
    path: build({ kind, ...rest }),
    exact: isExact(kind, rest),
  })),
);

function build(choice: object): Path {
  return buildChoice<Path>(paths, choiceSchema(paths).parse(choice));
}

function isExact(kind: string, parameters: object): boolean {
  return (
    ['linear', 'slerp', 'pixel-linear', 'spline', 'graph'].includes(kind) ||
    ('form' in parameters && parameters.form === 'hard-endpoints')
  );
}

/** Latents of points, or their pictures where they have none. */
const seen = (points: PathPoints): tf.Tensor => (points.z === null ? points.x : points.z);

const vae = tinyVae();
const pairs = { zA: normal('a', [3, D]), zB: normal('b', [3, D]) };
const alpha = column([0.1, 0.5, 0.8]);

/** What a path may use to walk these pairs, solved for where that is needed. */
async function contextOf(path: Path, ends: Endpoints): Promise<PathContext> {
  const context = { ...vaeContext(vae), ...space, weights: toTensors(path.initial(space, rootKey(5))) };
  if (path.solve === undefined) return context;
  const [zA, zB] = [ends.zA, ends.zB].map((z) => ndarray([3, D], z.dataSync<'float32'>()));
  const host = eagerHost({ vae: context, alphas: Float32Array.of(0, 0.25, 0.5, 0.75, 1), latentSize: D });
  return { ...context, solution: toTensors(await path.solve({ zA: zA!, zB: zB! }, host)) };
}

it('every registered path is tried', () => {
  expect(Object.keys(choices)).toEqual(Object.keys(paths));
});

describe.each(cases)('$name', ({ name, path, exact }) => {
  const initial = path.initial(space, rootKey(5));
  let context: PathContext;
  beforeAll(async () => void (context = await contextOf(path, pairs)));
  const interpolation = (alpha: tf.Tensor2D): PathPoints => path.prepare(pairs, context).at(alpha);
  const at = (alpha: tf.Tensor2D): tf.Tensor => seen(interpolation(alpha));

  it('gives finite points of the right shape, the same every time', () => {
    const points = at(alpha);
    expect(points.shape).toEqual(interpolation(alpha).z === null ? [3, ...vae.imageShape] : [3, D]);
    expect(numbers(points).every(Number.isFinite)).toBe(true);
    expect(numbers(at(alpha))).toEqual(numbers(points));
  });

  it('has weights exactly where it is trained, from the key alone', () => {
    expect(Object.keys(initial).length > 0).toBe(path.trained);
    expect(hashArrays(path.initial(space, rootKey(5)))).toBe(hashArrays(initial));
    expect(hashArrays(path.initial(space, rootKey(6))) !== hashArrays(initial)).toBe(path.trained);
  });

  it('lets no row see another', async () => {
    const reversed = { zA: tf.reverse(pairs.zA, 0), zB: tf.reverse(pairs.zB, 0) };
    const points = seen(path.prepare(reversed, await contextOf(path, reversed)).at(tf.reverse(alpha, 0)));
    expectClose(tf.reverse(points, 0), at(alpha), 1e-6);
  });

  it('projects as often as it says', () => {
    let calls = 0;
    const project = (z: tf.Tensor2D) => {
      calls++;
      return context.project(z);
    };
    path.prepare(pairs, { ...context, project }).at(alpha);
    expect(calls).toBe(path.projections);
  });

  it('leaves no tensor behind', () => {
    expectNoLeak(() => at(alpha));
  });

  if (exact) {
    it('ends exactly in its endpoints', () => {
      const shown = (z: tf.Tensor2D): number[] => numbers(interpolation(alpha).z === null ? context.decode(z) : z);
      expect(numbers(at(column([0, 0, 0])))).toEqual(shown(pairs.zA));
      expect(numbers(at(column([1, 1, 1])))).toEqual(shown(pairs.zB));
    });
  }

  if (path.trained) {
    it('has the gradient of central differences in every weight', () => {
      const direction = normal('direction', [3, D]);
      expectWeightGradient(
        name,
        (weights) => tf.sum(tf.mul(direction, latentsOf(path.prepare(pairs, { ...context, weights }).at(alpha)))),
        context.weights,
      );
    });
  }
});

describe('the network', () => {
  it('is the documented default, and starts near the straight line', () => {
    const choice = choiceSchema(paths).parse({ kind: 'network' });
    expect(choice).toEqual({
      kind: 'network',
      form: 'hard-endpoints',
      inputs: 'ends',
      alphaScale: 1,
      hidden: [1024, 1024, 512],
      activation: 'silu',
      outputScale: 0.01,
    });
    const path = build({ kind: 'network', hidden: [32, 32, 32] });
    const weights = toTensors(path.initial(space, rootKey(5)));
    const z = latentsOf(path.prepare(pairs, { ...vaeContext(vae), weights }).at(alpha));
    const line = latentsOf(
      build({ kind: 'linear' })
        .prepare(pairs, { ...vaeContext(vae), weights: {} })
        .at(alpha),
    );
    expectClose(z, line, 0.05);
  });

  it.each([[[]], [[8, 8, 8, 8, 8, 8]]])('refuses %o hidden layers', (hidden) => {
    expect(choiceSchema(paths).safeParse({ kind: 'network', hidden }).success).toBe(false);
  });

  it.each([1, 2, 3, 4, 5])('may have %i hidden layers', (layers) => {
    const path = build({ kind: 'network', hidden: Array.from({ length: layers }, () => 6) });
    const shapes = Object.entries(path.initial({ latentSize: 256 }, rootKey(1))).map(([name, { shape }]) => [
      name,
      ...shape,
    ]);
    expect(shapes).toHaveLength(2 * (layers + 1));
    expect(shapes[0]).toEqual(['hidden0/kernel', 513, 6]);
    expect(shapes.at(-1)).toEqual(['output/bias', 256]);
  });
});

it('a path that is solved for cannot be walked before', () => {
  for (const { path } of cases.filter(({ path }) => path.solve !== undefined)) {
    expect(() => path.prepare(pairs, { ...vaeContext(vae), weights: {} })).toThrow(
      'expected a path that was solved for, got none',
    );
  }
});

it('solving and walking leave the frozen VAE as it was, to the bit', async () => {
  const before = hashArrays(toArrays(vae.weights));
  for (const { path } of cases) path.prepare(pairs, await contextOf(path, pairs)).at(alpha);
  expect(hashArrays(toArrays(vae.weights))).toBe(before);
});
