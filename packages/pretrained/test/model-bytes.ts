import { onnx } from 'onnx-proto';

/** What a model in small is made of; the rest is as PyTorch writes it. */
export interface Small {
  readonly nodes: readonly onnx.INodeProto[];
  readonly inputs?: readonly onnx.IValueInfoProto[];
  readonly outputs?: readonly onnx.IValueInfoProto[];
  readonly weights?: readonly onnx.ITensorProto[];
  readonly functions?: readonly onnx.IFunctionProto[];
  readonly opset?: number;
}

export const FLOAT = 1;

export function port(name: string, shape: readonly (number | string)[], elemType = FLOAT): onnx.IValueInfoProto {
  const dim = shape.map((length) => (typeof length === 'number' ? { dimValue: length } : { dimParam: length }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, onnx.IAttributeProto>> = {},
): onnx.INodeProto {
  return {
    opType,
    name: `/${output[0]}`,
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, value]) => ({ ...value, name })),
  };
}

export const int = (i: number): onnx.IAttributeProto => ({ type: onnx.AttributeProto.AttributeType.INT, i });

export function weights(name: string, dims: readonly number[], numbers: readonly number[]): onnx.ITensorProto {
  return { name, dims: [...dims], dataType: FLOAT, rawData: new Uint8Array(Float32Array.from(numbers).buffer) };
}

export function int64(name: string, numbers: readonly number[]): onnx.ITensorProto {
  return { name, dims: [numbers.length], dataType: 7, int64Data: [...numbers] };
}

/** x [batch, 2] → y, unless said otherwise. */
export function modelBytes({
  nodes,
  inputs = [port('x', ['batch', 2])],
  outputs = [port('y', ['batch', 2])],
  weights: initializer = [],
  functions = [],
  opset = 17,
}: Small): Uint8Array {
  const domains = new Set(['', ...functions.map(({ domain }) => domain ?? '')]);
  return onnx.ModelProto.encode({
    irVersion: 8,
    producerName: 'pytorch',
    producerVersion: '2.2.0',
    opsetImport: [...domains].map((domain) => ({ domain, version: domain === '' ? opset : 1 })),
    functions: [...functions],
    graph: { name: 'graph', node: [...nodes], input: [...inputs], output: [...outputs], initializer: [...initializer] },
  }).finish();
}
