import {
  KernelBackend,
  getKernel,
  registerBackend,
  registerKernel,
  removeBackend,
  type BackendValues,
  type DataId,
  type DataType,
  type NamedTensorInfoMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { checkResult } from './check.js';
import { GraphBuilder } from './graph-builder.js';
import { DATA_TYPES, type Graph, type Value, type ValueType } from './graph.js';
import type { Kernel } from './kernel.js';
import { KERNELS } from './kernels/registry.js';
import type { StepDefinition } from './step.js';
import { withBackend } from './with-backend.js';

const BACKEND = 'trace';

/** A TensorFlow.js backend that computes nothing: its kernels add nodes to a graph and return shapes. */
class TraceBackend extends KernelBackend {
  readonly graph = new GraphBuilder(KERNELS);
  private readonly values = new Map<DataId, Value>();

  constructor(private readonly step: string) {
    super();
  }

  /** A handle of a value, as kernels return it. */
  infoOf(value: Value): TensorInfo {
    const dataId = {};
    this.values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: value.dtype };
  }

  /** @throws if the tensor was not made by the step */
  lookUp({ dataId, shape }: TensorInfo, reader: string): Value {
    const value = this.values.get(dataId);
    if (value !== undefined) return value;
    throw new Error(
      `step ${this.step}: ${reader}: expected a tensor made by the step, got one of shape [${shape}] from outside; ` +
        'pass it as frozen, state or input',
    );
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    const type = valueType(dtype);
    const data = DATA_TYPES[type].from(values as ArrayLike<number>); // the values of all but string tensors
    return this.infoOf(this.graph.constant(shape, type, data)).dataId;
  }

  override readSync(): never {
    throw new Error(
      `step ${this.step}: expected no tensor to be read (dataSync, arraySync, print …), got a read while tracing; ` +
        'return it as an output instead',
    );
  }

  override read(): never {
    return this.readSync();
  }

  override disposeData(): boolean {
    return true;
  }

  override incRef(): void {}

  override refCount(): number {
    return 1;
  }

  override numDataIds(): number {
    return this.values.size;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override dispose(): void {
    this.values.clear();
  }
}

function valueType(dtype: DataType): ValueType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new RangeError(`trace: expected float32, int32 or bool, got ${dtype}`);
}

/** The first caller outside TensorFlow.js and this package's machinery: where the step asked for something. */
function callSite(): string {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const own = frames.find((frame) => !frame.includes('tfjs-core') && !/[/\\]trace\.[jt]s/.test(frame));
  return own?.trim() ?? 'at an unknown place';
}

/** Every name of a kernel that TensorFlow.js exports. */
function kernelNames(): Set<string> {
  const exported: unknown[] = Object.values(tf);
  return new Set(exported.filter((value) => typeof value === 'string').filter((name) => /^_?[A-Z]/.test(name)));
}

function registerKernels(): void {
  if (getKernel('Identity', BACKEND) !== undefined) return;
  const kernels: Readonly<Record<string, Kernel>> = KERNELS;
  for (const kernelName of kernelNames()) {
    const kernel = kernels[kernelName];
    registerKernel({
      kernelName,
      backendName: BACKEND,
      kernelFunc: ({ inputs, attrs, backend }) => {
        if (kernel === undefined)
          throw new Error(`${kernelName}: expected a kernel that the step compiler can lower, called ${callSite()}`);
        const trace = backend as TraceBackend; // registered under its name alone
        const outputs = trace.graph.add(
          kernelName,
          attrs,
          orderInputs(kernel, inputs).map((info) => trace.lookUp(info, kernelName)),
        );
        const infos = outputs.map((value) => trace.infoOf(value));
        return kernel.lists ? infos : infos[0]!;
      },
    });
  }
}

function orderInputs(kernel: Kernel, inputs: NamedTensorInfoMap): TensorInfo[] {
  if (kernel.inputs === 'list') return Object.values(inputs).filter((info) => info !== undefined);
  return kernel.inputs.map((name) => inputs[name]!);
}

/** Runs a step once on tensors without numbers and records what it would compute. */
export function traceStep(definition: StepDefinition): Graph {
  registerKernels();
  const backend = new TraceBackend(definition.name);
  const inputs: Record<string, Value> = {};
  const enter = (group: string, name: string, shape: Shape, dtype: ValueType): Tensor => {
    const value = backend.graph.input(`${group}.${name}`, { shape, dtype });
    inputs[`${group}.${name}`] = value;
    return tf.engine().makeTensorFromTensorInfo(backend.infoOf(value));
  };
  registerBackend(BACKEND, () => backend, 0);
  try {
    let graph: Graph | undefined;
    withBackend(BACKEND, () => {
      const frozen = mapEntries(definition.frozen, (name, { shape, data }) => {
        const value = backend.graph.constant(
          shape,
          data instanceof Int32Array ? 'int32' : 'float32',
          data,
          `frozen.${name}`,
        );
        return tf.engine().makeTensorFromTensorInfo(backend.infoOf(value));
      });
      const state = mapEntries(definition.state, (name, { shape, dtype }) => enter('state', name, shape, dtype));
      const given = mapEntries(definition.inputs, (name, { shape, dtype }) => enter('inputs', name, shape, dtype));
      const result = definition.run({ frozen, state, inputs: given });
      checkResult(definition, result);
      const outputs: Record<string, Value> = {};
      for (const name of Object.keys(definition.state))
        outputs[`state.${name}`] = backend.lookUp(result.state[name]!, `next state.${name}`);
      for (const [name, output] of Object.entries(result.outputs))
        outputs[`outputs.${name}`] = backend.lookUp(output, `outputs.${name}`);
      graph = backend.graph.finish(definition.name, inputs, outputs);
      return [];
    });
    return graph!;
  } finally {
    removeBackend(BACKEND);
  }
}

function mapEntries<A, B>(record: Readonly<Record<string, A>>, f: (name: string, value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(name, value)]));
}
