import { createRequire } from 'node:module';
import { add, getKernelsForBackend, registerBackend, removeBackend, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, expect, it } from 'vitest';

const load = createRequire(__filename);
const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** What tfjs-node-gpu's backend calls of its native library, which is no part of the npm package. */
interface Binding {
  /** Number of the type of float32. */
  readonly TF_FLOAT: number;
  isUsingGpuDevice(): boolean;
  createTensor(): number;
  deleteTensor(id: number): void;
  executeOp(name: string): { readonly id: number; readonly shape: number[]; readonly dtype: number }[];
  tensorDataSync(id: number): Float32Array;
}

afterAll(() => removeBackend('tensorflow'));

it('tfjs-node-gpu loads with the union package of this workspace, as far as its native library', () => {
  const util = load('node:util') as Record<string, unknown>; // as packages/engine/src/tensorflow.ts does
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  expect(() => load(PACKAGE)).toThrow(/native addon module \(tfjs_binding\.node\) can not be found/);
  expect(getKernelsForBackend('tensorflow').length).toBeGreaterThan(100);
});

it('its backend runs a step’s operations through that package, on a library that notes them', async () => {
  const { NodeJSKernelBackend } = load(`${PACKAGE}/dist/nodejs_kernel_backend`) as {
    NodeJSKernelBackend: new (binding: Binding, name: string) => never;
  }; // not of its public types
  const executed: string[] = [];
  const binding: Binding = {
    TF_FLOAT: 1,
    isUsingGpuDevice: () => false,
    createTensor: () => 7,
    deleteTensor: () => undefined,
    executeOp: (name) => (executed.push(name), [{ id: 8, shape: [2], dtype: 1 }]),
    tensorDataSync: () => Float32Array.of(4, 6),
  };
  registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, PACKAGE));
  await setBackend('tensorflow');
  const sum = add(tensor1d([1, 2]), tensor1d([3, 4]));
  expect([...sum.dataSync()]).toEqual([4, 6]);
  expect(executed).toEqual(['Add']);
});

it('what that package has no part for says so', () => {
  const { CustomCallback } = load('@tensorflow/tfjs') as { CustomCallback: new () => unknown };
  expect(() => new CustomCallback()).toThrow(/install @tensorflow\/tfjs for all of TensorFlow\.js/);
});
