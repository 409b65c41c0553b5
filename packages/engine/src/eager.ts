import { dispose, tensor, type Tensor } from '@tensorflow/tfjs-core';
import {
  type EngineName,
  hashArrays,
  hashJson,
  mapValues,
  type NamedArrays,
  type NDArray,
  ndarray,
} from '@latent-paths/core';
import { checkArrays, checkResult } from './check.js';
import { registerGradients } from './gradients.js';
import type { Engine, NamedTensors, Program, StepDefinition } from './step.js';
import { withBackend } from './with-backend.js';
import { zeros } from './zeros.js';

export interface EagerOptions {
  readonly name: EngineName;
  /** The TensorFlow.js backend, registered already. */
  readonly backend: string;
  readonly version: string;
  readonly threads: number;
}

/** Runs every step anew, op by op, on a TensorFlow.js backend. */
export function openEagerEngine({ name, backend, version, threads }: EagerOptions): Engine {
  registerGradients();
  const programs = new Set<Program>();
  return {
    name,
    version,
    threads,
    compile: async (definition) => {
      const program = prepare(definition, backend, () => programs.delete(program));
      programs.add(program);
      return program;
    },
    dispose: () => [...programs].forEach((program) => program.dispose()),
  };
}

const toTensor = ({ shape, data }: NDArray): Tensor =>
  tensor(data.slice(), [...shape], data instanceof Int32Array ? 'int32' : 'float32');

/** A copy in the tensor's own type: the cpu backend keeps a float32 that was cast from bool as bytes. */
function toArray(x: Tensor): NDArray {
  const data = x.dataSync();
  return ndarray(x.shape, x.dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data));
}

function prepare(definition: StepDefinition, backend: string, onDispose: () => void): Program {
  const onBackend = (arrays: NamedArrays): NamedTensors => withBackend(backend, () => mapValues(arrays, toTensor));
  const frozen = onBackend(definition.frozen);
  let state = onBackend(mapValues(definition.state, zeros));
  let disposed = false;

  const load = (next: NamedTensors): void => {
    dispose(Object.values(state));
    state = next;
  };
  const requireInUse = (): void => {
    if (disposed) throw new Error(`${definition.name}: expected a program in use, got one that was disposed`);
  };

  return {
    hash: hashJson({
      name: definition.name,
      frozen: hashArrays(definition.frozen),
      state: mapValues(definition.state, ({ shape, dtype }) => ({ shape: [...shape], dtype })),
      inputs: mapValues(definition.inputs, ({ shape, dtype }) => ({ shape: [...shape], dtype })),
    }),
    flops: null,
    load: (arrays) => {
      requireInUse();
      checkArrays(`${definition.name}: state`, definition.state, arrays);
      load(onBackend(arrays));
    },
    read: () => {
      requireInUse();
      return withArrays(() => mapValues(state, toArray));
    },
    run: async (inputs) => {
      requireInUse();
      checkArrays(`${definition.name}: inputs`, definition.inputs, inputs);
      let outputs: Record<string, NDArray> = {};
      const next = withBackend(backend, () => {
        const result = definition.run({ frozen, state, inputs: mapValues(inputs, toTensor) });
        checkResult(definition, result);
        outputs = mapValues(result.outputs, toArray);
        return mapValues(result.state, (x) => x.clone());
      });
      load(next);
      return outputs;
    },
    print: () => `step ${definition.name}: eager on ${backend}`,
    dispose: () => {
      if (disposed) return;
      disposed = true;
      dispose([...Object.values(frozen), ...Object.values(state)]);
      onDispose();
    },
  };

  function withArrays<T>(f: () => T): T {
    let made: T | undefined;
    withBackend(backend, () => {
      made = f();
      return [];
    });
    return made as T; // assigned by the call above
  }
}
