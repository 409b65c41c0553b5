import * as tf from '@tensorflow/tfjs-core';
import { buildChoice, choiceSchema, hashArrays, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { paths, vaeContext, type Path } from '../../src/index.js';
import { column, expectClose, expectNoLeak, expectWeightGradient, normal, numbers, tinyVae, toArrays, toTensors } from '../support.js';

const D = 4;
const hidden = [6, 5, 6];
/** Parameters to try of each kind; a large `outputScale` so that the network shows beside the straight line. */
const choices: Record<keyof typeof paths, object[]> = {
  linear: [{}],
  slerp: [{}],
  projected: [{}, { times: 3 }],
  network: (['direct', 'residual', 'hard-endpoints'] as const).flatMap((form) =>
    (['relu', 'silu'] as const).map((activation) => ({ form, activation, hidden, outputScale: 1 })),
  ),
};
const cases = Object.entries(choices).flatMap(([kind, parameters]) =>
  parameters.map((rest) => ({ name: `${kind} ${JSON.stringify(rest)}`, kind, path: build({ kind, ...rest }), exact: isExact(kind, rest) })),
);

function build(choice: object): Path {
  return buildChoice<Path>(paths, choiceSchema(paths).parse(choice));
}

function isExact(kind: string, parameters: object): boolean {
  return kind === 'linear' || kind === 'slerp' || ('form' in parameters && parameters.form === 'hard-endpoints');
}

const vae = tinyVae();
const pairs = { zA: normal('a', [3, D]), zB: normal('b', [3, D]) };
const alpha = column([0.1, 0.5, 0.8]);

it('every registered path is tried', () => {
  expect(Object.keys(choices)).toEqual(Object.keys(paths));
});

describe.each(cases)('$name', ({ path, exact }) => {
  const initial = path.initial(D, rootKey(5));
  const context = { ...vaeContext(vae), weights: toTensors(initial) };
  const at = (alpha: tf.Tensor2D) => path.prepare(pairs, context).at(alpha).z;

  it('gives finite points of the right shape, the same every time', () => {
    const z = at(alpha);
    expect(z.shape).toEqual([3, D]);
    expect(numbers(z).every(Number.isFinite)).toBe(true);
    expect(numbers(at(alpha))).toEqual(numbers(z));
  });

  it('has weights exactly where it is trained, from the key alone', () => {
    expect(Object.keys(initial).length > 0).toBe(path.trained);
    expect(hashArrays(path.initial(D, rootKey(5)))).toBe(hashArrays(initial));
    expect(hashArrays(path.initial(D, rootKey(6))) !== hashArrays(initial)).toBe(path.trained);
  });

  it('lets no row see another', () => {
    const reversed = { zA: tf.reverse(pairs.zA, 0), zB: tf.reverse(pairs.zB, 0) };
    const z = path.prepare(reversed, context).at(tf.reverse(alpha, 0)).z;
    expectClose(tf.reverse(z, 0), at(alpha), 1e-6);
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
      expect(numbers(at(column([0, 0, 0])))).toEqual(numbers(pairs.zA));
      expect(numbers(at(column([1, 1, 1])))).toEqual(numbers(pairs.zB));
    });
  }

  if (path.trained) {
    it('has the gradient of central differences in every weight', () => {
      const direction = normal('direction', [3, D]);
      expectWeightGradient(
        (weights) => tf.sum(tf.mul(direction, path.prepare(pairs, { ...context, weights }).at(alpha).z)),
        context.weights,
      );
    });
  }
});

describe('the network', () => {
  it('is the documented default, and starts near the straight line', () => {
    const choice = choiceSchema(paths).parse({ kind: 'network' });
    expect(choice).toEqual({ kind: 'network', form: 'hard-endpoints', hidden: [1024, 1024, 512], activation: 'silu', outputScale: 0.01 });
    const path = build({ kind: 'network', hidden: [32, 32, 32] });
    const weights = toTensors(path.initial(D, rootKey(5)));
    const z = path.prepare(pairs, { ...vaeContext(vae), weights }).at(alpha).z;
    const line = build({ kind: 'linear' }).prepare(pairs, { ...vaeContext(vae), weights: {} }).at(alpha).z;
    expectClose(z, line, 0.05);
  });

  it.each([[[8, 8]], [[8, 8, 8, 8, 8, 8]]])('refuses %o hidden layers', (hidden) => {
    expect(choiceSchema(paths).safeParse({ kind: 'network', hidden }).success).toBe(false);
  });

  it.each([3, 4, 5])('may have %i hidden layers', (layers) => {
    const path = build({ kind: 'network', hidden: Array.from({ length: layers }, () => 6) });
    const shapes = Object.entries(path.initial(256, rootKey(1))).map(([name, { shape }]) => [name, ...shape]);
    expect(shapes).toHaveLength(2 * (layers + 1));
    expect(shapes[0]).toEqual(['hidden0/kernel', 513, 6]);
    expect(shapes.at(-1)).toEqual(['output/bias', 256]);
  });
});

it('walking leaves the frozen VAE as it was, to the bit', () => {
  const before = hashArrays(toArrays(vae.weights));
  for (const { path } of cases) {
    const weights = toTensors(path.initial(D, rootKey(5)));
    path.prepare(pairs, { ...vaeContext(vae), weights }).at(alpha);
  }
  expect(hashArrays(toArrays(vae.weights))).toBe(before);
});
