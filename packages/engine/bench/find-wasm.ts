import { createRequire } from 'node:module';
import { version_core } from '@tensorflow/tfjs-core';

/** TensorFlow.js's WebAssembly backend: 14 MB that only this comparison needs. */
export const WASM = '@tensorflow/tfjs-backend-wasm';

/** How to get it. */
export const WASM_REMEDY = `npm install --no-save ${WASM}@${version_core}`;

/** Whether it is installed. */
export function hasWasm(): boolean {
  try {
    createRequire(__filename).resolve(WASM);
    return true;
  } catch {
    return false;
  }
}
