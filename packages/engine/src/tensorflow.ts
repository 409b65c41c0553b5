import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { backend as currentBackend, version_core } from '@tensorflow/tfjs-core';
import { openEagerEngine } from './eager.js';
import type { Engine } from './step.js';

const PACKAGE = '@tensorflow/tfjs-node-gpu';
const REMEDY = 'Run `npm run setup:gpu` to download it, or leave the engine out to use onnx.';

/** Why TensorFlow cannot be loaded, or undefined. It loads nothing: the package itself takes seconds to find out. */
function whyAbsent(): string | undefined {
  try {
    const lib = join(dirname(createRequire(__filename).resolve(`${PACKAGE}/package.json`)), 'lib');
    const built =
      existsSync(lib) && readdirSync(lib).some((folder) => existsSync(join(lib, folder, 'tfjs_binding.node')));
    return built ? undefined : `its native library, which is no part of the npm package, is not in ${lib}`;
  } catch {
    return 'the package is not installed';
  }
}

async function load(threads: number): Promise<void> {
  process.env['TF_NUM_INTRAOP_THREADS'] ??= String(threads); // TensorFlow reads it once, when it loads
  const util = createRequire(__filename)('node:util') as Record<string, unknown>; // the object that tfjs-node reads
  // Removed by Node 23 and called by tfjs-node 4.22.
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  await import('@tensorflow/tfjs-node-gpu');
}

/** True where TensorFlow's native library is there, loads, and computes on a GPU. */
export async function hasTensorflowGpu(threads: number): Promise<boolean> {
  if (whyAbsent() !== undefined) return false;
  try {
    await load(threads);
  } catch {
    return false; // openTensorflow says why to those who ask for it
  }
  // the package makes its backend the current one
  const tensorflow = currentBackend() as { readonly isUsingGpuDevice?: boolean };
  return tensorflow.isUsingGpuDevice === true;
}

/** Runs steps op by op with TensorFlow's native library. @throws if it is not there or does not load */
export async function openTensorflowEngine(threads: number): Promise<Engine> {
  const absent = whyAbsent();
  if (absent !== undefined)
    throw new Error(`engine tensorflow: expected ${PACKAGE} to load, got: ${absent}. ${REMEDY}`);
  try {
    await load(threads);
  } catch (error) {
    throw new Error(`engine tensorflow: expected ${PACKAGE} to load, got: ${(error as Error).message}. ${REMEDY}`, {
      cause: error,
    }); // import rejects with errors
  }
  return openEagerEngine({ name: 'tensorflow', backend: 'tensorflow', version: `${PACKAGE} ${version_core}`, threads });
}
