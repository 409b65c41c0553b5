import type { InferenceSession, OnnxValue, Tensor as TensorOf } from 'onnxruntime-node';
import type { Binding } from 'onnxruntime-node/dist/binding.js';
import { ndarray, type NamedArrays, type NDArray } from '@latent-paths/core';
import { outputNames, runInPlace, withStop } from './in-place.js';

/** The version whose private synchronous binding is known to work. */
const PINNED = '1.24.3';

export interface SessionOptions {
  readonly threads: number;
}

/** A loaded ONNX model. The only place that knows ONNX Runtime. */
export interface Session {
  /** `onnxruntime-node 1.24.3`. */
  readonly version: string;
  /**
   * Computes all outputs: those named in `into` in place there (which must not be fed), the others as fresh arrays.
   * Copies nothing where `into` names all.
   */
  run(feeds: NamedArrays, into: NamedArrays): Promise<NamedArrays>;
  dispose(): void;
}

/**
 * The library records every session and the machine in `~/.cache/Microsoft` and sends that to its makers, unless this
 * variable is set when it loads. A value that the user has set is kept.
 */
const TELEMETRY = 'ORT_DISABLE_TELEMETRY';

async function load() {
  process.env[TELEMETRY] ??= '1';
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    throw new Error(
      // import rejects with errors
      `engine onnx: expected onnxruntime-node to load on ${process.platform} ${process.arch}, got: ` +
        `${(error as Error).message}. ` +
        'Install it with npm ci, or choose another engine.',
      { cause: error },
    );
  }
}

export async function onnxRuntimeVersion(): Promise<string> {
  const { env } = await load();
  return `onnxruntime-node ${env.versions.node}`;
}

/**
 * Loads a model. Runs synchronously through the package's private binding (15 µs a call) where the version is the
 * pinned one, and through the public interface for any other.
 */
export async function openSession(model: Uint8Array, { threads }: SessionOptions): Promise<Session> {
  const { env, InferenceSession, Tensor } = await load();
  const options: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The planned block lies beside the arena of the first run: a quarter of the peak memory, and no faster.
    enableMemPattern: false,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  const tensorsOf = (arrays: NamedArrays): Record<string, TensorOf> =>
    Object.fromEntries(
      Object.entries(arrays).map(([name, { shape, data }]) => [
        name,
        data instanceof Int32Array ? new Tensor('int32', data, shape) : new Tensor('float32', data, shape),
      ]),
    );
  const version = `onnxruntime-node ${env.versions.node}`;

  if (env.versions.node === PINNED) {
    const { binding, initOrt } = await import('onnxruntime-node/dist/binding.js');
    initOrt();
    const native: Binding.InferenceSession = new binding.InferenceSession();
    const { buffer, byteOffset, byteLength } = withStop(model);
    // Buffer.concat does not use shared memory
    native.loadModel(buffer as ArrayBuffer, byteOffset, byteLength, options);
    const names = outputNames(native);
    const outputs = Object.fromEntries(names.map((name) => [name, null]));
    return {
      version,
      run: async (feeds, into) => {
        if (!names.every((name) => name in into))
          return { ...toArrays(native.run(tensorsOf(feeds), { ...outputs, ...tensorsOf(into) }, {})), ...into };
        runInPlace(native, tensorsOf(feeds), tensorsOf(into));
        return into;
      },
      dispose: () => native.dispose(),
    };
  }
  const session = await InferenceSession.create(model, options);
  const outputs = Object.fromEntries(session.outputNames.map((name) => [name, null]));
  return {
    version,
    run: async (feeds, into) => ({
      ...toArrays(await session.run(tensorsOf(feeds), { ...outputs, ...tensorsOf(into) })),
      ...into,
    }),
    dispose: () => void session.release(),
  };
}

/**
 * All outputs, by name, that ONNX Runtime itself computes of a model that others wrote: the reference for other ways of
 * computing it. @throws if it refuses the model, or gives other numbers than float32 and int32
 */
export async function runModel(model: Uint8Array, feeds: NamedArrays): Promise<NamedArrays> {
  const { InferenceSession, Tensor } = await load();
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, graphOptimizationLevel: 'basic' });
  try {
    const given = Object.entries(feeds).map(([name, { shape, data }]) => [
      name,
      new Tensor('float32', Float32Array.from(data), shape),
    ]);
    return toArrays(await session.run(Object.fromEntries(given)));
  } finally {
    await session.release();
  }
}

function toArrays(results: Readonly<Record<string, OnnxValue>>): Record<string, NDArray> {
  return Object.fromEntries(
    Object.entries(results).map(([name, { dims, data }]) => {
      if (!(data instanceof Float32Array || data instanceof Int32Array))
        throw new TypeError(`session: expected float32 or int32 for ${name}`);
      return [name, ndarray(dims, data)];
    }),
  );
}
