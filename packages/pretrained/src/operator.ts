import type { Tensor } from '@tensorflow/tfjs-core';
import type { NamedArrays, Shape } from '@latent-paths/core';
import type { Constant, OnnxNode } from './graph.js';

/** A node whose inputs are all known before any run. */
interface FoldCall {
  readonly node: OnnxNode;
  readonly opset: number;
  /** Undefined if an optional one is absent. */
  readonly inputs: readonly (Constant | undefined)[];
}

/** A node in a run. Its inputs are tensors; those that are known beforehand can be asked for as numbers. */
export interface Call {
  readonly node: OnnxNode;
  readonly opset: number;
  /** How many inputs it has, absent ones with them. */
  readonly count: number;
  has(input: number): boolean;
  /** @throws if the input is absent */
  tensor(input: number): Tensor;
  /** The numbers of an input. @throws if it is absent, or depends on what the model is given */
  constant(input: number): Constant;
  /** What `prepare` made under this name. */
  weight(name: string): Tensor;
}

/** A node before any run: its attributes and the weights that it reads. */
export interface Preparation {
  readonly node: OnnxNode;
  readonly opset: number;
  /** Undefined if the input is absent or not known. */
  constant(input: number): Constant | undefined;
}

/** What is known of one ONNX operator. Inputs are counted from 0. */
export interface Operator {
  /** Inputs that are read as numbers: they must be known before any run. */
  readonly constants?: readonly number[];
  /** Inputs that `prepare` reads: they must be known, and do not come as tensors. */
  readonly prepared?: readonly number[];
  /** The weights as `run` reads them, by names of the operator's own. */
  prepare?(preparation: Preparation): NamedArrays;
  /** Why this node cannot be computed although its operator can; undefined if it can. */
  refuses?(node: OnnxNode, opset: number): string | undefined;
  /** The outputs in numbers where all inputs are. */
  fold?(call: FoldCall): readonly Constant[];
  /** The output, where only the shape of the first input must be known. */
  foldShape?(shape: Shape, call: Omit<FoldCall, 'inputs'>): Constant;
  /** The outputs in TensorFlow.js ops. Absent if all inputs must be known. */
  run?(call: Call): Tensor | readonly Tensor[];
}

/** The numbers of an input, where it is there. */
export function numbersOf(call: Call, input: number): readonly number[] | undefined {
  return call.has(input) ? [...call.constant(input).data] : undefined;
}
