import { ndarray, type NDArray, type Shape } from '@latent-paths/core';
import { encodeGraph, type Constant, type ElementType, type OnnxGraph, type OnnxNode } from '@latent-paths/pretrained';

type Attribute = OnnxNode['attributes'][string];
export type Attributes = Readonly<Record<string, Attribute>>;

/** An input of a node: an array that is fed, a constant, or none. */
export type Input = NDArray<Float32Array> | Constant | undefined;

/** One use of an operator. */
export interface OperatorCase {
  readonly opset: number;
  readonly inputs: readonly Input[];
  readonly attributes: Attributes;
  readonly outputs: number;
  /** Of the outputs, where they are no float32: they are cast. */
  readonly makes: ElementType;
  /** False where no gradient is defined, or none that central differences could see. */
  readonly smooth: boolean;
}

export const isConstant = (input: Input): input is Constant => input !== undefined && 'type' in input;
export const isFed = (input: Input): input is NDArray<Float32Array> => input !== undefined && !isConstant(input);

export const fixed = ({ shape, data }: NDArray<Float32Array>): Constant => ({ type: 'float32', shape, data });
export const ints = (values: readonly number[], shape: Shape = [values.length]): Constant => ({
  type: 'int64',
  shape,
  data: Float64Array.from(values),
});
export const bools = (values: readonly number[], shape: Shape = [values.length]): Constant => ({
  type: 'bool',
  shape,
  data: Float64Array.from(values),
});
export const floats = (values: readonly number[], shape: Shape = [values.length]): Constant => ({
  type: 'float32',
  shape,
  data: Float32Array.from(values),
});

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const float = (value: number): Attribute => ({ kind: 'float', value });
export const list = (...value: number[]): Attribute => ({ kind: 'ints', value });
export const text = (value: string): Attribute => ({ kind: 'string', value });
export const tensor = (value: Constant): Attribute => ({ kind: 'tensor', value });

type Options = Partial<Pick<OperatorCase, 'opset' | 'attributes' | 'outputs' | 'makes' | 'smooth'>>;

/** A use whose gradient is checked, too, unless said otherwise. */
export function use(
  inputs: readonly Input[],
  { opset = 17, attributes = {}, outputs = 1, makes = 'float32', smooth = true }: Options = {},
): OperatorCase {
  return { opset, inputs, attributes, outputs, makes, smooth: smooth && makes === 'float32' };
}

const FLOAT32 = 1;

/** The model of one node; `known` makes constants of what is fed, so that it must be worked out beforehand. */
export function modelOf(
  op: string,
  { opset, inputs, attributes, outputs, makes }: OperatorCase,
  known = false,
): { readonly graph: OnnxGraph; readonly bytes: Uint8Array } {
  const arrays = inputs.map((input) => (known && isFed(input) ? fixed(input) : input));
  const names = Array.from({ length: outputs }, (_, i) => `y${i}`);
  const made = makes === 'float32' ? names : names.map((name) => `${name}.raw`);
  const casts =
    makes === 'float32'
      ? []
      : names.map((name) => ({ ...node('Cast', [`${name}.raw`], [name], { to: int(FLOAT32) }), name: `told ${name}` }));
  const fed = arrays.flatMap((input, i) => (isFed(input) ? [port(`x${i}`, input.shape)] : []));
  const graph: OnnxGraph = {
    file: op,
    opset,
    producer: 'test',
    inputs: fed.length > 0 ? fed : [port('unread', [1, 1])],
    outputs: names.map((name) => ({ name, type: 'float32' as const })),
    nodes: [
      node(
        op,
        arrays.map((input, i) => (input === undefined ? '' : `x${i}`)),
        made,
        attributes,
      ),
      ...casts,
    ],
    constants: new Map(arrays.flatMap((input, i) => (isConstant(input) ? [[`x${i}`, input] as const] : []))),
    between: new Map(),
    notes: [],
  };
  return { graph, bytes: encodeGraph(graph) };
}

/** Its axes have names in place of lengths, as those of a model that takes any batch. */
const port = (name: string, shape: Shape) => ({
  name,
  type: 'float32' as const,
  shape: shape.map((_, axis) => `${name}.${axis}`),
});

function node(op: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes): OnnxNode {
  return { op, domain: '', name: op.toLowerCase(), inputs, outputs, attributes };
}

/** What is fed, by name. */
export function fedOf({ inputs }: OperatorCase): Record<string, NDArray<Float32Array>> {
  return Object.fromEntries(inputs.flatMap((input, i) => (isFed(input) ? [[`x${i}`, input]] : [])));
}

/** Distinct numbers at least 0.1 apart and away from 0: no kink within reach of a central difference. */
export function apart(draw: NDArray<Float32Array>): NDArray<Float32Array> {
  const order = [...draw.data.keys()].sort((a, b) => draw.data[a]! - draw.data[b]!);
  const made = new Float32Array(draw.data.length);
  order.forEach((place, rank) => (made[place] = 0.2 * (rank - Math.floor(made.length / 2)) + 0.07));
  return ndarray(draw.shape, made);
}
