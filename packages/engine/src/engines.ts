import { availableParallelism } from 'node:os';
import { ENGINE_NAMES, type EngineName } from '@latent-paths/core';
import { env, tensor, version_core } from '@tensorflow/tfjs-core';
import { openEagerEngine } from './eager.js';
import { openOnnxEngine } from './onnx.js';
import type { Engine, EngineOptions } from './step.js';
import { hasTensorflowGpu, openTensorflowEngine } from './tensorflow.js';
import { withBackend } from './with-backend.js';

/** TensorFlow.js's plain JavaScript backend: the reference in tests. It is slow, and runs on one thread. */
async function openCpuEngine(): Promise<Engine> {
  await import('@tensorflow/tfjs-backend-cpu');
  greetInSilence();
  return openEagerEngine({
    name: 'cpu',
    backend: 'cpu',
    version: `@tensorflow/tfjs-backend-cpu ${version_core}`,
    threads: 1,
  });
}

/**
 * At its first tensor the cpu backend prints an advertisement for another engine. That tensor is made here, in
 * production mode, which silences TensorFlow.js alone; later warnings are printed as before.
 */
function greetInSilence(): void {
  const production = env().getBool('PROD');
  env().set('PROD', true);
  try {
    withBackend('cpu', () => {
      tensor([0]);
      return [];
    });
  } finally {
    env().set('PROD', production);
  }
}

const ENGINES = {
  onnx: openOnnxEngine,
  tensorflow: openTensorflowEngine,
  cpu: openCpuEngine,
} as const satisfies Record<EngineName, (threads: number) => Promise<Engine>>;

/**
 * Opens an engine: the requested one, or else `tensorflow` where it computes on a GPU and `onnx` everywhere else.
 * @throws if the requested engine cannot run here, with the reason and the remedy
 */
export async function openEngine(
  name?: EngineName,
  { threads = availableParallelism() }: EngineOptions = {},
): Promise<Engine> {
  if (name !== undefined && !ENGINE_NAMES.includes(name)) {
    throw new RangeError(`engine: expected one of ${ENGINE_NAMES.join(', ')}, got ${String(name)}`);
  }
  if (!Number.isInteger(threads) || threads < 1)
    throw new RangeError(`threads: expected a positive integer, got ${threads}`);
  return ENGINES[name ?? ((await hasTensorflowGpu(threads)) ? 'tensorflow' : 'onnx')](threads);
}
