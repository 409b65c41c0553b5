import type { Tensor } from '@tensorflow/tfjs-core';
import type { Emitter, Lowered } from './emitter.js';
import type { GraphWriter } from './graph-writer.js';
import type { Node, TensorType, Value } from './graph.js';

/**
 * How gradients flow back through a kernel. Inputs named in `saves`, then the output if `savesOutput`, come after `dy`.
 */
export interface Gradient<Attributes> {
  readonly saves?: readonly string[] | 'all';
  readonly savesOutput?: boolean;
  of(attributes: Attributes, dy: Tensor, ...saved: Tensor[]): Readonly<Record<string, () => Tensor>>;
}

/** What the compiler knows of one TensorFlow.js kernel. Inputs come in the order of `inputs`. */
export interface Kernel<Attributes = unknown> {
  /** TensorFlow.js's names of the inputs; `list` where it passes an array. */
  readonly inputs: readonly string[] | 'list';
  /** Types of the outputs. @throws if the kernel cannot be lowered for these */
  infer(attributes: Attributes, ...inputs: TensorType[]): TensorType | readonly TensorType[];
  /** True where TensorFlow.js takes a list of outputs, however many there are. */
  readonly lists?: boolean;
  /** True for element-wise kernels with broadcasting: their inputs need not be broadcast beforehand. */
  readonly broadcasts?: boolean;
  /** The number in every place of the output where every input is uniform. */
  uniform?(attributes: Attributes, numbers: readonly number[], ...inputs: TensorType[]): number;
  /** An equal value that costs less. */
  simplify?(attributes: Attributes, graph: GraphWriter, ...inputs: Value[]): Value | undefined;
  /** Emits ONNX and says where the outputs are. Absent if `uniform` or `simplify` always finds something else. */
  lower?(emit: Emitter, node: Node<Attributes>, ...inputs: Value[]): Lowered | readonly Lowered[];
  /** Floating-point operations, where it is a matrix product or a convolution. */
  flops?(attributes: Attributes, output: TensorType, ...inputs: TensorType[]): number;
  readonly gradient?: Gradient<Attributes>;
}

/** Fixes the type of the attributes, which the registry does not keep. */
export function defineKernel<Attributes>(kernel: Kernel<Attributes>): Kernel<Attributes> {
  return kernel;
}
