import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import { registerGradients } from '../src/gradients.js';
import type { NamedTensors } from '../src/step.js';
import { referenceInputs, referenceState } from './reference-data.js';
import { REFERENCE_SIZES } from './reference-sizes.js';
import { referenceStep } from './reference-step.js';
import { serve } from './serve.js';
import { WASM } from './find-wasm.js';

/** What is used of the backend, which is installed by those who measure alone. */
interface WasmBackend {
  setWasmPaths(folder: string): void;
  readonly version_wasm: string;
}

function tensors(arrays: NamedArrays): NamedTensors {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
}

/** SIMD and, where the backend allows it (in Node it does not), threads. */
async function variant(): Promise<string> {
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const threaded = await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT');
  return (
    `${simd ? 'SIMD' : 'no SIMD'}, ` +
    `${threaded ? `${availableParallelism()} threads` : 'one thread (the backend has none in Node)'}`
  );
}

/** The reference step, op by op, on tfjs's WebAssembly backend. */
async function main(): Promise<void> {
  const load = createRequire(__filename);
  const { setWasmPaths, version_wasm } = load(WASM) as WasmBackend; // as it is documented
  setWasmPaths(`${dirname(load.resolve(WASM))}/`);
  await tf.setBackend('wasm');
  registerGradients();
  const definition = referenceStep(REFERENCE_SIZES);
  const [frozen, inputs] = [tensors(definition.frozen), tensors(referenceInputs(REFERENCE_SIZES))];
  let state = tensors(referenceState(REFERENCE_SIZES));
  const step = async () => {
    const { state: next, outputs } = tf.tidy(() => {
      const result = definition.run({ frozen, state, inputs });
      return { state: { ...result.state }, outputs: { ...result.outputs } };
    });
    const [loss] = await outputs['total']!.data();
    tf.dispose([state, outputs]);
    state = next;
    if (!Number.isFinite(loss)) throw new Error(`peer-wasm: expected a finite loss, got ${loss}`);
    return loss!;
  };
  const about = `tfjs-backend-wasm ${version_wasm}, eager, ${await variant()}`;
  await serve({ about, total: await step(), flops: null }, async () => void (await step()));
}

void main();
