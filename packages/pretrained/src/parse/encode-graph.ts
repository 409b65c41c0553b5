import { onnx } from 'onnx-proto';
import type { Attribute, Constant, ElementType, OnnxGraph, OnnxNode, Port } from '../graph.js';

const CODES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  uint32: 12,
  uint64: 13,
} as const satisfies Record<ElementType, number>;

/** The newest IR that the opsets need and onnxruntime reads. */
const IR_VERSION = 10;

/**
 * A graph as the bytes of an ONNX model: widened to float32, functions inlined, its weights inside. What onnxruntime
 * makes of it is what our own computation is compared with where the file itself computes in float16, or where it was
 * cut.
 */
export function encodeGraph(graph: OnnxGraph): Uint8Array {
  const domains = new Set(['', ...graph.nodes.map(({ domain }) => domain)]);
  return onnx.ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'latent-paths',
    opsetImport: [...domains].map((domain) => ({ domain, version: domain === '' ? graph.opset : 1 })),
    graph: {
      name: 'graph',
      input: graph.inputs.map(portInfo),
      output: graph.outputs.map(portInfo),
      initializer: [...graph.constants].map(([name, constant]) => encodeTensor(name, constant)),
      node: graph.nodes.map(encodeNode),
    },
  }).finish();
}

function portInfo({ name, type, shape }: Port): onnx.IValueInfoProto {
  const dim = shape?.map((length) => (typeof length === 'number' ? { dimValue: length } : { dimParam: length }));
  return { name, type: { tensorType: { elemType: CODES[type], ...(dim && { shape: { dim } }) } } };
}

function encodeNode({ op, domain, name, inputs, outputs, attributes }: OnnxNode): onnx.INodeProto {
  const attribute = Object.entries(attributes).map(([key, value]) => encodeAttribute(key, value));
  return { opType: op, domain, name, input: [...inputs], output: [...outputs], attribute };
}

function encodeAttribute(name: string, attribute: Attribute): onnx.IAttributeProto {
  const { FLOAT, INT, STRING, TENSOR, FLOATS, INTS, STRINGS } = onnx.AttributeProto.AttributeType;
  const text = new TextEncoder();
  switch (attribute.kind) {
    case 'int':
      return { name, type: INT, i: attribute.value };
    case 'float':
      return { name, type: FLOAT, f: attribute.value };
    case 'ints':
      return { name, type: INTS, ints: [...attribute.value] };
    case 'floats':
      return { name, type: FLOATS, floats: [...attribute.value] };
    case 'string':
      return { name, type: STRING, s: text.encode(attribute.value) };
    case 'strings':
      return { name, type: STRINGS, strings: attribute.value.map((value) => text.encode(value)) };
    case 'tensor':
      return { name, type: TENSOR, t: encodeTensor('', attribute.value) };
    case 'other':
      throw new Error(`encodeGraph: expected attributes of numbers, texts and tensors, got ${name} of another kind`);
  }
}

function encodeTensor(name: string, { type, shape, data }: Constant): onnx.ITensorProto {
  const base = { name, dims: [...shape], dataType: CODES[type] };
  return { ...base, rawData: rawBytes(type, data) };
}

const LARGEST = 2n ** 63n - 1n;
const toInt64 = (number: number): bigint =>
  Number.isFinite(number) && Math.abs(number) < 2 ** 63
    ? BigInt(Math.trunc(number))
    : number > 0
      ? LARGEST
      : -LARGEST - 1n;

function rawBytes(type: ElementType, data: Constant['data']): Uint8Array {
  const array = arrayOf(type, data);
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function arrayOf(type: ElementType, data: Constant['data']): ArrayBufferView {
  switch (type) {
    case 'float32':
      return data instanceof Float32Array ? data : Float32Array.from(data);
    case 'int64':
      return BigInt64Array.from(data, toInt64);
    case 'uint64':
      return BigUint64Array.from(data, (number) => BigInt(number));
    case 'int32':
      return Int32Array.from(data);
    case 'uint32':
      return Uint32Array.from(data);
    case 'int16':
      return Int16Array.from(data);
    case 'uint16':
      return Uint16Array.from(data);
    case 'int8':
      return Int8Array.from(data);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(data);
  }
}
