import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, ready, setBackend } from '@tensorflow/tfjs-core';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm';

/** Where the page would look for the program of the wasm backend: it is in the page itself. */
const INSIDE = 'inside';

/**
 * Starts the wasm backend from bytes that are in the page, or the plain one where the browser cannot; returns the name
 * for a reader. Nothing is fetched: TensorFlow.js asks its platform, which answers with the bytes.
 */
export async function openBackend(wanted: 'wasm' | 'cpu' = 'wasm'): Promise<string> {
  env().set('PROD', true); // it advertises other engines otherwise
  if (wanted === 'wasm' && (await startWasm())) return 'WebAssembly with SIMD';
  await setBackend('cpu');
  await ready();
  return 'plain JavaScript: this browser does not run the faster one';
}

async function startWasm(): Promise<boolean> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) return false;
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // a worker would be another script
  env().platform.fetch = async () => new Response(simd.slice());
  setWasmPaths(
    {
      'tfjs-backend-wasm.wasm': INSIDE,
      'tfjs-backend-wasm-simd.wasm': INSIDE,
      'tfjs-backend-wasm-threaded-simd.wasm': INSIDE,
    },
    true,
  );
  return setBackend('wasm').catch(() => false);
}
