import { ndarray, type NamedArrays, type NDArray } from '@latent-paths/core';
import { checkArrays } from './check.js';
import { countFlops } from './count-flops.js';
import { hashGraph, printGraph } from './graph.js';
import { registerGradients } from './gradients.js';
import { KERNELS } from './kernels/registry.js';
import { outputName, printNodes, toOnnx } from './onnx-model.js';
import { onnxRuntimeVersion, openSession } from './session.js';
import { sessionCache, type SessionCache } from './session-cache.js';
import type { Engine, Program, StepDefinition } from './step.js';
import { traceStep } from './trace.js';
import { zeros } from './zeros.js';

/** Compiled steps that are kept after their last program: an arm's training, probe, validation and evaluation. */
const IDLE_SESSIONS = 4;

/** Compiles steps to ONNX and runs them with ONNX Runtime on the processor. */
export async function openOnnxEngine(threads: number): Promise<Engine> {
  registerGradients();
  const programs = new Set<Program>();
  const sessions = sessionCache(IDLE_SESSIONS);
  return {
    name: 'onnx',
    version: await onnxRuntimeVersion(),
    threads,
    compile: async (definition) => {
      const program = await compile(definition, { sessions, threads, onDispose: () => programs.delete(program) });
      programs.add(program);
      return program;
    },
    dispose: () => {
      [...programs].forEach((program) => program.dispose());
      sessions.dispose();
    },
  };
}

const copy = ({ shape, data }: NDArray): NDArray => ndarray(shape, data.slice());

function mapNames(arrays: NamedArrays, prefix: string): Record<string, NDArray> {
  return Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${prefix}${name}`, array]));
}

interface CompileOptions {
  readonly sessions: SessionCache;
  readonly threads: number;
  onDispose(): void;
}

async function compile(definition: StepDefinition, { sessions, threads, onDispose }: CompileOptions): Promise<Program> {
  const graph = traceStep(definition);
  const hash = hashGraph(graph);
  const session = await sessions.open(hash, () => openSession(toOnnx(graph).bytes, { threads }));
  const outputs = Object.entries(graph.outputs).flatMap(([name, { shape, dtype }]) =>
    name.startsWith('outputs.') ? [{ name: name.slice('outputs.'.length), shape, dtype }] : [],
  );
  const anew = (): NamedArrays =>
    Object.fromEntries(Object.entries(definition.state).map(([name, spec]) => [name, zeros(spec)]));
  // Two sets of buffers take turns: ONNX Runtime may write an output before it has read an input in the same place.
  let state = anew();
  let spare = anew();
  let last: Promise<unknown> = Promise.resolve();
  let disposed = false;

  const requireInUse = (): void => {
    if (disposed) throw new Error(`${definition.name}: expected a program in use, got one that was disposed`);
  };
  const advance = async (inputs: NamedArrays): Promise<NamedArrays> => {
    requireInUse();
    checkArrays(`${definition.name}: inputs`, definition.inputs, inputs);
    const feeds = { ...mapNames(state, 'state.'), ...mapNames(inputs, 'inputs.') };
    const results: NamedArrays = Object.fromEntries(outputs.map(({ name, ...spec }) => [name, zeros(spec)]));
    await session.run(feeds, {
      ...mapNames(spare, outputName('state.')),
      ...mapNames(results, outputName('outputs.')),
    });
    [state, spare] = [spare, state];
    return results;
  };

  return {
    hash,
    flops: countFlops(graph, KERNELS),
    load: (arrays) => {
      requireInUse();
      checkArrays(`${definition.name}: state`, definition.state, arrays);
      for (const [name, { data }] of Object.entries(arrays)) state[name]!.data.set(data);
    },
    read: () => {
      requireInUse();
      return Object.fromEntries(Object.entries(state).map(([name, array]) => [name, copy(array)]));
    },
    run: (inputs) => {
      const result = last.then(() => advance(inputs));
      last = result.catch(() => undefined);
      return result;
    },
    print: () => `${printGraph(graph)}\n\nonnx\n${printNodes(toOnnx(graph).nodes)}`,
    dispose: () => {
      if (disposed) return;
      disposed = true;
      session.dispose();
      onDispose();
    },
  };
}
