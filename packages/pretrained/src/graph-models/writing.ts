import { attributesOf, type Setting } from '../attribute-of.js';
import type { Constant, OnnxNode } from '../graph.js';
import { MOST_OUTPUTS } from './tensor-name.js';
import type { TfNode } from './tf-node.js';

/** Numbers of a small tensor, such as a shape: each where it is known before any run. */
export type Known = readonly (number | undefined)[];

/** What is known of a graph while its nodes are written down as ONNX, one after the other. */
export interface Graph {
  readonly constants: Map<string, Constant>;
  readonly known: Map<string, Known>;
}

/** One node of TensorFlow that is being written down. Inputs are counted from 0. */
export interface Writing {
  readonly node: TfNode;
  /** @throws if there is none */
  input(index: number): string;
  /** The inputs from one on. */
  inputsFrom(index: number): readonly string[];
  constant(index: number): Constant | undefined;
  known(index: number): Known | undefined;
  /** @throws if the numbers of the input are not all known, saying what they are */
  numbers(index: number, what: string): readonly number[];
  /** Says what is known of the numbers of the first output. */
  tell(known: Known): void;
  emit(op: string, inputs: readonly string[], settings?: Readonly<Record<string, Setting>>): string;
  /** The same of several outputs. */
  emitAll(op: string, inputs: readonly string[], count: number, settings?: Readonly<Record<string, Setting>>): string[];
  /** A list of whole numbers as a tensor. */
  whole(values: readonly number[]): string;
  /** A number as a tensor without axes. */
  real(value: number): string;
}

/** Writes a node of TensorFlow as nodes of ONNX. @returns the names of its outputs, in order */
export type Translate = (writing: Writing) => string | readonly string[];

/** What writing one node made. */
export interface Written {
  readonly writing: Writing;
  readonly nodes: OnnxNode[];
  readonly constants: Map<string, Constant>;
  told(): Known | undefined;
}

export function writeNode(node: TfNode, graph: Graph): Written {
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, Constant>();
  let told: Known | undefined;
  const made = (what: string) => `${node.name}/${what}_${nodes.length + constants.size}`;
  const keep = (constant: Constant): string => {
    const name = made('constant');
    constants.set(name, constant);
    return name;
  };
  const input = (index: number): string => {
    const name = node.inputs[index];
    if (name === undefined) throw new Error(`expected input ${index}, got none; the file is damaged`);
    return name;
  };
  const constant = (index: number): Constant | undefined => graph.constants.get(input(index));
  const known = (index: number): Known | undefined => {
    const data = constant(index)?.data;
    return data === undefined ? graph.known.get(input(index)) : [...data];
  };
  const emitAll: Writing['emitAll'] = (op, inputs, count, settings = {}) => {
    if (!(count >= 1 && count <= MOST_OUTPUTS))
      throw new Error(`expected 1 to ${MOST_OUTPUTS} outputs, got ${count}; the file is damaged`);
    const name = made(op);
    const outputs = Array.from({ length: count }, (_, i) => (i === 0 ? name : `${name}:${i}`));
    nodes.push({ op, domain: '', name, inputs, outputs, attributes: attributesOf(settings) });
    return outputs;
  };
  const writing: Writing = {
    node,
    input,
    inputsFrom: (index) => node.inputs.slice(index),
    constant,
    known,
    numbers(index, what) {
      const found = known(index);
      if (found?.every((number) => number !== undefined) === true) return found as readonly number[]; // each is known
      throw new Error(
        `expected ${what} to be known without the picture, got numbers that depend on it; convert a model whose ` +
          'input has a fixed height and width',
      );
    },
    tell: (numbers) => (told = numbers),
    emit: (op, inputs, settings) => emitAll(op, inputs, 1, settings)[0]!, // it has one
    emitAll,
    whole: (values) => keep({ type: 'int64', shape: [values.length], data: Float64Array.from(values) }),
    real: (value) => keep({ type: 'float32', shape: [], data: Float32Array.of(value) }),
  };
  return { writing, nodes, constants, told: () => told };
}
