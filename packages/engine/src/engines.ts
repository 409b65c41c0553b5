import { availableParallelism } from 'node:os';
import { backend as currentBackend, version_core } from '@tensorflow/tfjs-core';
import { openEagerEngine } from './eager.js';
import { openOnnxEngine } from './onnx.js';
import { ENGINE_NAMES, type Engine, type EngineName, type EngineOptions } from './step.js';

/** Runs of one engine on request. */
type Open = (threads: number) => Promise<Engine>;

const ENGINES = {
  onnx: openOnnxEngine,
  tensorflow: openTensorflow,
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    return openEagerEngine({ name: 'cpu', backend: 'cpu', version: `@tensorflow/tfjs-backend-cpu ${version_core}`, threads: 1 });
  },
} as const satisfies Record<EngineName, Open>;

/** util.isNullOrUndefined, which Node 23 removed and tfjs-node 4.22 calls. */
async function restoreIsNullOrUndefined(): Promise<void> {
  const util: Record<string, unknown> = (await import('node:util')).default as never; // the CommonJS object that tfjs-node reads
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}

async function loadTensorflow(): Promise<void> {
  await restoreIsNullOrUndefined();
  await import('@tensorflow/tfjs-node-gpu');
}

async function openTensorflow(threads: number): Promise<Engine> {
  try {
    await loadTensorflow();
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]; // import rejects with errors
    throw new Error(
      `engine tensorflow: expected @tensorflow/tfjs-node-gpu to load, got: ${reason} ` +
        'Its native library is not part of the npm package: run `npm run setup:gpu`, or leave the engine out to use onnx.',
      { cause: error },
    );
  }
  return openEagerEngine({ name: 'tensorflow', backend: 'tensorflow', version: `@tensorflow/tfjs-node-gpu ${version_core}`, threads });
}

/** True where TensorFlow's native library is there and computes on a GPU. */
async function hasTensorflowGpu(): Promise<boolean> {
  try {
    await loadTensorflow();
  } catch {
    return false; // absent is the usual case; asking for the engine by name says why
  }
  const node = currentBackend() as { isUsingGpuDevice?: boolean }; // tfjs-node's backend, where that is the current one
  return node.isUsingGpuDevice === true;
}

/**
 * Opens an engine: the one asked for, or else `tensorflow` where it computes on a GPU and `onnx` everywhere else.
 * @throws where the engine asked for cannot run here, with the reason and the remedy
 */
export async function openEngine(name?: EngineName, { threads = availableParallelism() }: EngineOptions = {}): Promise<Engine> {
  if (name !== undefined && !ENGINE_NAMES.includes(name)) {
    throw new RangeError(`engine: expected one of ${ENGINE_NAMES.join(', ')}, got ${String(name)}`);
  }
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`threads: expected a positive integer, got ${threads}`);
  return ENGINES[name ?? ((await hasTensorflowGpu()) ? 'tensorflow' : 'onnx')](threads);
}
