import type { Tensor } from '@tensorflow/tfjs-core';
import { formatShape } from '@latent-paths/core';
import { foldNode } from './fold-constants.js';
import { formatPort } from './format.js';
import { nameOf, type Constant, type OnnxGraph, type OnnxNode, type Port } from './graph.js';
import type { Call, Operator } from './operator.js';
import { operatorOf } from './operators/registry.js';
import { toTensor } from './tensors/to-tensor.js';

export type NamedTensors = Readonly<Record<string, Tensor>>;

/** What `prepare` made for a node is a weight under the node's name. */
export const preparedName = (node: OnnxNode, weight: string): string => `${node.outputs[0]}:${weight}`;

/** What is there of a graph in the course of a run: tensors, and numbers that are known. */
class Values {
  private readonly tensors = new Map<string, Tensor>();
  private readonly constants: Map<string, Constant>;

  constructor(constants: ReadonlyMap<string, Constant>) {
    this.constants = new Map(constants);
  }

  setTensor(name: string, tensor: Tensor): void {
    this.tensors.set(name, tensor);
  }

  setConstant(name: string, constant: Constant): void {
    this.constants.set(name, constant);
  }

  constant(name: string): Constant | undefined {
    return this.constants.get(name);
  }

  /** A tensor; a constant becomes one when it is first asked for. */
  tensor(name: string): Tensor {
    const known = this.tensors.get(name);
    if (known !== undefined) return known;
    const made = toTensor(this.constants.get(name)!); // the nodes are in an order in which all they read is there
    this.tensors.set(name, made);
    return made;
  }
}

/**
 * Computes the outputs of a graph that `unsupported` finds nothing against. @throws if an input is missing or of
 * another shape
 */
export function runGraph(graph: OnnxGraph, weights: NamedTensors, inputs: NamedTensors): NamedTensors {
  const values = new Values(graph.constants);
  for (const [name, tensor] of Object.entries(weights)) values.setTensor(name, tensor);
  for (const port of graph.inputs) values.setTensor(port.name, requireInput(graph.file, port, inputs[port.name]));
  for (const node of graph.nodes) {
    try {
      runNode(node, { opset: graph.opset, values, weights });
    } catch (error) {
      const message = (error as Error).message; // operators and TensorFlow.js throw errors alone
      throw new Error(`${graph.file}: node ${nameOf(node)} (${node.op}): ${message}`, { cause: error });
    }
  }
  return Object.fromEntries(graph.outputs.map(({ name }) => [name, values.tensor(name)]));
}

function requireInput(file: string, port: Port, tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new Error(`${file}: input ${port.name}: expected a tensor, got none`);
  const { shape } = port;
  const fits =
    shape === undefined ||
    (shape.length === tensor.rank &&
      shape.every((length, axis) => typeof length === 'string' || length === tensor.shape[axis]));
  if (!fits)
    throw new Error(
      `${file}: expected the input ${formatPort(port)}, got a tensor of shape ${formatShape(tensor.shape)}`,
    );
  return tensor;
}

interface Context {
  readonly opset: number;
  readonly values: Values;
  readonly weights: NamedTensors;
}

function runNode(node: OnnxNode, context: Context): void {
  const { opset, values } = context;
  const operator = operatorOf(node)!; // `unsupported` knows all operators
  const folded = foldInRun(node, operator, context);
  if (folded !== undefined) {
    node.outputs.forEach((name, i) => name !== '' && values.setConstant(name, folded[i]!));
    return;
  }
  const made = [operator.run!(callOf(node, { ...context, opset }))].flat(); // what has none was folded
  node.outputs.forEach((name, i) => name !== '' && values.setTensor(name, made[i]!));
}

/** What the shapes of this run alone decide. */
function foldInRun(node: OnnxNode, operator: Operator, { opset, values }: Context): readonly Constant[] | undefined {
  if (operator.foldShape !== undefined) {
    const first = node.inputs[0]!;
    return [operator.foldShape(values.constant(first)?.shape ?? values.tensor(first).shape, { node, opset })];
  }
  const constants = node.inputs.map((name) => (name === '' ? undefined : values.constant(name)));
  const known = node.inputs.every((name, input) => name === '' || constants[input] !== undefined);
  return known ? foldNode(node, opset, constants) : undefined;
}

function callOf(node: OnnxNode, { opset, values, weights }: Context): Call {
  const has = (input: number): boolean => (node.inputs[input] ?? '') !== '';
  const require = (input: number): string => {
    if (has(input)) return node.inputs[input]!;
    throw new Error(`expected input ${input}, got none; the file is damaged`);
  };
  return {
    node,
    opset,
    count: node.inputs.length,
    has,
    tensor: (input) => values.tensor(require(input)),
    constant: (input) => {
      const name = require(input);
      const found = values.constant(name);
      if (found === undefined)
        throw new Error(`expected ${name} to be a constant, got numbers that depend on the input`);
      return found;
    },
    weight: (name) => weights[preparedName(node, name)]!, // `prepare` made it
  };
}
