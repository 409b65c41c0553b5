import type { Tensor } from '@tensorflow/tfjs-core';
import { byId } from '../explore/elements.js';
import type { PlaygroundData } from './data.js';
import { graphProgram } from './graph-program.js';
import { openBackend } from './open-backend.js';
import { startPlaying } from './start.js';
import { fromBase64, StoredArrays } from './stored-arrays.js';
import { walkerOf } from './walker.js';

async function main(): Promise<void> {
  // What the page holds was written by the export of the same version.
  const data = JSON.parse(byId('playground-data', HTMLScriptElement).text) as PlaygroundData;
  const arrays = new StoredArrays(fromBase64(byId('playground-bytes', HTMLScriptElement).text));
  const backend = await openBackend(
    new URLSearchParams(location.hash.slice(1)).get('backend') === 'cpu' ? 'cpu' : 'wasm',
  );
  const shared = new Map<string, Tensor>();
  const programs = {
    walk: graphProgram(data.walk, arrays, shared),
    decode: graphProgram(data.decode, arrays, shared),
    encode: graphProgram(data.encode, arrays, shared),
  };
  const sheet = new Image();
  sheet.src = `data:image/webp;base64,${data.pictures.webp}`;
  await sheet.decode();
  const latents = arrays.read(data.latents) as Float32Array; // stored as such
  startPlaying({ data, latents, sheet, walker: walkerOf(programs, data), backend });
}

void main().catch((error: unknown) => {
  byId('said', HTMLElement).textContent =
    `This page does not start: ${error instanceof Error ? error.message : String(error)}`;
});
