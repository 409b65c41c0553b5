import { sub } from '@tensorflow/tfjs-core';
import { fillNormal, ndarray, rootKey } from '@latent-paths/core';
import { openEngine, type StepDefinition } from '@latent-paths/engine';
import { weight } from '@latent-paths/model';
import { expect, it } from 'vitest';
import { poolLatents } from './pool-latents.js';
import { scalarArray } from './specs.js';

const [COUNT, D, N] = [50, 3, 4];
const latents = new Float32Array(COUNT * D);
fillNormal(rootKey(1), 0, latents);
const at = (row: number) => [...latents.subarray(row * D, (row + 1) * D)];
const pool = {
  count: COUNT,
  latentSize: D,
  latents,
  gather: (rows: Int32Array, out: Float32Array) => out.set([...rows].flatMap(at)),
};
const [rowsA, rowsB] = [Int32Array.of(49, 0, 7, 7), Int32Array.of(1, 2, 48, 7)];

const rows = { shape: [N, D], dtype: 'float32' } as const;
const difference: StepDefinition = {
  name: 'difference',
  frozen: { scale: scalarArray(1) },
  state: {},
  inputs: { zA: rows, zB: rows, other: { shape: [], dtype: 'float32' } },
  run({ frozen, inputs }) {
    if (Object.keys(frozen).join() !== 'scale')
      throw new Error(`expected the frozen arrays of the step, got ${Object.keys(frozen).join()}`);
    return {
      state: {},
      outputs: { difference: sub(sub(weight(inputs, 'zA', 2), weight(inputs, 'zB', 2)), weight(inputs, 'other', 0)) },
    };
  },
};

it.each(['onnx', 'cpu'] as const)(
  'gives steps the same latents on %s, whether they gather them or are fed them',
  async (name) => {
    const engine = await openEngine(name, { threads: 1 });
    const results = [];
    for (const most of [latents.byteLength, latents.byteLength - 1]) {
      const { within, at } = poolLatents(pool, most);
      const program = await engine.compile(within(difference));
      const inputs = { zA: at(rowsA), zB: at(rowsB), other: scalarArray(2) };
      results.push({ shape: inputs.zA.shape, difference: (await program.run(inputs))['difference']! });
    }
    engine.dispose();
    expect(results.map(({ shape }) => shape)).toEqual([[N], [N, D]]);
    const expected = [...rowsA].flatMap((a, i) =>
      at(a).map((x, j) => Math.fround(Math.fround(x - at(rowsB[i]!)[j]!) - 2)),
    );
    for (const { difference } of results) expect(difference).toEqual(ndarray([N, D], Float32Array.from(expected)));
  },
);

it('leaves a pool that is not in memory where it is', () => {
  const { within } = poolLatents({ ...pool, latents: null });
  expect(within(difference)).toBe(difference);
});
