import { availableParallelism } from 'node:os';
import { version_core } from '@tensorflow/tfjs-core';
import { openEagerEngine } from './eager.js';
import { openOnnxEngine } from './onnx.js';
import { ENGINE_NAMES, type Engine, type EngineName, type EngineOptions } from './step.js';
import { hasTensorflowGpu, openTensorflowEngine } from './tensorflow.js';

/** TensorFlow.js's plain JavaScript backend: the reference, slow and right, always on one thread. */
async function openCpuEngine(): Promise<Engine> {
  await import('@tensorflow/tfjs-backend-cpu');
  return openEagerEngine({ name: 'cpu', backend: 'cpu', version: `@tensorflow/tfjs-backend-cpu ${version_core}`, threads: 1 });
}

const ENGINES = {
  onnx: openOnnxEngine,
  tensorflow: openTensorflowEngine,
  cpu: openCpuEngine,
} as const satisfies Record<EngineName, (threads: number) => Promise<Engine>>;

/**
 * Opens an engine: the one asked for, or else `tensorflow` where it computes on a GPU and `onnx` everywhere else.
 * @throws where the engine asked for cannot run here, with the reason and the remedy
 */
export async function openEngine(name?: EngineName, { threads = availableParallelism() }: EngineOptions = {}): Promise<Engine> {
  if (name !== undefined && !ENGINE_NAMES.includes(name)) {
    throw new RangeError(`engine: expected one of ${ENGINE_NAMES.join(', ')}, got ${String(name)}`);
  }
  if (!Number.isInteger(threads) || threads < 1) throw new RangeError(`threads: expected a positive integer, got ${threads}`);
  return ENGINES[name ?? ((await hasTensorflowGpu(threads)) ? 'tensorflow' : 'onnx')](threads);
}
