import { onnx } from 'onnx-proto';
import { Emitter, type Initialiser, type Lowered, type OnnxAttribute, type OnnxNode } from './emitter.js';
import type { Graph, TensorType } from './graph.js';
import type { Kernel } from './kernel.js';
import { KERNELS } from './kernels/registry.js';

/** Names of the outputs of a model: ONNX does not allow an output the name of an input. */
export const outputName = (name: string): string => `next.${name}`;

const DATA_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
const OPSET = 18;
const IR_VERSION = 8;

export interface OnnxModel {
  readonly bytes: Uint8Array;
  readonly nodes: readonly OnnxNode[];
}

/** An input or output of a model; an axis with a name in place of a size takes any length. */
export interface OnnxPort {
  readonly name: string;
  readonly dtype: TensorType['dtype'];
  readonly shape: readonly (number | string)[];
}

/** A model before it is bytes. */
export interface LoweredGraph {
  readonly name: string;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly nodes: readonly OnnxNode[];
  /** Those that nodes read. */
  readonly initialisers: ReadonlyMap<string, Initialiser>;
}

/** Lowers a graph to ONNX. Inputs keep their names; outputs are named by `outputName` and in plain layout. */
export function toOnnx(graph: Graph): OnnxModel {
  const lowered = lowerGraph(graph);
  return { bytes: encodeModel(lowered), nodes: lowered.nodes };
}

/** The same, before it is bytes. */
export function lowerGraph(graph: Graph): LoweredGraph {
  const emit = new Emitter(graph);
  const kernels: Readonly<Record<string, Kernel>> = KERNELS;
  for (const [name, value] of Object.entries(graph.inputs)) emit.place(value, name);
  for (const node of graph.nodes) {
    const lowered = kernels[node.kernel]?.lower?.(emit, node, ...node.inputs);
    if (lowered === undefined) throw new Error(`${node.kernel}: expected to have become other kernels before lowering`);
    // Array.isArray does not narrow readonly arrays
    const all = Array.isArray(lowered) ? (lowered as readonly Lowered[]) : [lowered as Lowered];
    node.outputs.forEach((value, i) => emit.place(value, all[i]!));
  }
  const outputs = Object.entries(graph.outputs).map(([name, value]) => {
    const made = emit.read(value);
    emit.nodes.push({ op: 'Identity', domain: '', inputs: [made], outputs: [outputName(name)], attributes: {} });
    return portOf(outputName(name), value);
  });
  const nodes = renameOutputs(
    liveNodes(
      emit.nodes,
      outputs.map(({ name }) => name),
    ),
  );
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return {
    name: graph.name,
    inputs: Object.entries(graph.inputs).map(([name, value]) => portOf(name, value)),
    outputs,
    nodes,
    initialisers: new Map([...emit.initialisers].filter(([name]) => read.has(name))),
  };
}

/** The bytes of a model; `metadata` goes into its metadata_props. */
export function encodeModel(
  { name, inputs, outputs, nodes, initialisers }: LoweredGraph,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const domains = new Set(['', ...nodes.map(({ domain }) => domain)]);
  const model = onnx.ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'latent-paths',
    opsetImport: [...domains].map((domain) => ({ domain, version: domain === '' ? OPSET : 1 })),
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name,
      input: inputs.map(typeInfo),
      output: outputs.map(typeInfo),
      initializer: [...initialisers].map(([initialiser, value]) => toTensor(initialiser, value)),
      node: nodes.map(toNode),
    },
  });
  return model.finish();
}

const portOf = (name: string, { shape, dtype }: TensorType): OnnxPort => ({ name, dtype, shape });

/** The nodes that the outputs depend on: some lowerings do not read what their inputs emitted. */
function liveNodes(nodes: readonly OnnxNode[], outputs: readonly string[]): OnnxNode[] {
  const read = new Set(outputs);
  const live = nodes.toReversed().filter((node) => {
    if (!node.outputs.some((name) => read.has(name))) return false;
    node.inputs.forEach((name) => read.add(name));
    return true;
  });
  return live.reverse();
}

/** Gives an output's name to the node that makes it, in place of an Identity after it. */
function renameOutputs(nodes: readonly OnnxNode[]): OnnxNode[] {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const renamed = new Map<string, string>();
  const kept = nodes.filter(({ op, inputs, outputs }) => {
    const from = inputs[0]!;
    if (op !== 'Identity' || renamed.has(from) || !made.has(from)) return true;
    renamed.set(from, outputs[0]!);
    return false;
  });
  const rename = (name: string) => renamed.get(name) ?? name;
  return kept.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) }));
}

function typeInfo({ name, shape, dtype }: OnnxPort): onnx.IValueInfoProto {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: DATA_TYPES[dtype], shape: { dim } } } };
}

function toTensor(name: string, { shape, dtype, data }: Initialiser): onnx.ITensorProto {
  return {
    name,
    dims: [...shape],
    dataType: DATA_TYPES[dtype],
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function toNode({ op, domain, inputs, outputs, attributes }: OnnxNode): onnx.INodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) => toAttribute(name, value));
  return { name: outputs[0]!, opType: op, domain, input: [...inputs], output: [...outputs], attribute };
}

function toAttribute(name: string, value: OnnxAttribute): onnx.IAttributeProto {
  const { INT, INTS, FLOAT, STRING } = onnx.AttributeProto.AttributeType;
  if (typeof value === 'number') return { name, type: INT, i: value };
  if (typeof value === 'string') return { name, type: STRING, s: new TextEncoder().encode(value) };
  if ('float' in value) return { name, type: FLOAT, f: value.float };
  return { name, type: INTS, ints: [...value] };
}

/** The nodes as text, one a line. */
export function printNodes(nodes: readonly OnnxNode[]): string {
  return nodes
    .map(({ op, inputs, outputs, attributes }) => {
      const given = Object.keys(attributes).length === 0 ? '' : ` ${JSON.stringify(attributes)}`;
      return `${outputs.join(', ')} = ${op}(${inputs.join(', ')})${given}`;
    })
    .join('\n');
}
