import type { onnx } from 'onnx-proto';
import { formatShape, fromBrainHalf, fromHalf, sizeOf, type Shape } from '@latent-paths/core';
import type { Constant, ElementType } from '../graph.js';
import { elementType, typeName } from './element-types.js';
import { externalBytes, externalPlace, type ExternalData } from './external-data.js';
import { foreign } from './foreign.js';
import { toNumber, type Int64 } from './integers.js';

/** How an element lies in bytes, little-endian. */
interface Encoding {
  readonly bytes: number;
  read(view: DataView, at: number): number;
}

const ENCODINGS: Readonly<Record<number, Encoding>> = {
  1: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  3: { bytes: 1, read: (view, at) => view.getInt8(at) },
  4: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  6: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  7: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  9: { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  10: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  11: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  12: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  13: { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  16: { bytes: 2, read: (view, at) => fromBrainHalf(view.getUint16(at, true)) },
};

export interface TensorContext {
  readonly externalData: ExternalData;
  /** Receives the type of numbers that are read in another width: `float16`. */
  note(about: string): void;
}

/**
 * An initialiser or a tensor in an attribute. @throws if its type is not read, or its bytes are not those of its
 * shape
 */
export function readTensor(tensor: onnx.ITensorProto, context: TensorContext): Constant {
  const name = tensor.name ?? '';
  const code = tensor.dataType ?? 0;
  const type = elementType(code);
  if (type === undefined)
    throw new Error(
      `weights ${name}: expected numbers or truth values, got ${typeName(code)}; export the model in float32`,
    );
  const shape = readDims(name, tensor.dims ?? []);
  if (type === 'float32' && code !== 1) context.note(typeName(code));
  const place = externalPlace(tensor);
  if (place === undefined) return { type, shape, data: inlineData(tensor, type, shape) };
  const whole = context.externalData[place.location];
  const wrong = whole === undefined ? undefined : foreign(whole.subarray(0, 200));
  if (wrong?.includes('Git LFS') || wrong?.includes('empty'))
    throw new Error(`${place.location}: expected the weights of the model, got ${wrong}`);
  const bytes = externalBytes(name, place, context.externalData);
  const needed = sizeOf(shape) * ENCODINGS[code]!.bytes;
  return {
    type,
    shape,
    data: decodeBytes(name, place.length === undefined ? bytes.subarray(0, needed) : bytes, { code, type, shape }),
  };
}

function readDims(name: string, dims: readonly Int64[]): Shape {
  const shape = dims.map(toNumber);
  const size = sizeOf(shape);
  if (shape.some((length) => !Number.isSafeInteger(length) || length < 0) || !Number.isSafeInteger(size)) {
    throw new Error(`weights ${name}: expected a shape, got ${formatShape(shape)}; the file is damaged`);
  }
  return shape;
}

function inlineData(tensor: onnx.ITensorProto, type: ElementType, shape: Shape): Constant['data'] {
  const name = tensor.name ?? '';
  const code = tensor.dataType ?? 0;
  if (tensor.rawData?.length) return decodeBytes(name, tensor.rawData, { code, type, shape });
  const numbers = listedNumbers(tensor, code);
  if (numbers.length !== sizeOf(shape)) throw wrongSize(name, shape, `${numbers.length} numbers`);
  return type === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers);
}

/** The field that holds numbers of a type where there are no raw bytes. */
function listedNumbers(tensor: onnx.ITensorProto, code: number): readonly number[] {
  switch (code) {
    case 1:
      return tensor.floatData ?? [];
    case 11:
      return tensor.doubleData ?? [];
    case 7:
      return (tensor.int64Data ?? []).map(toNumber);
    case 12:
    case 13:
      return (tensor.uint64Data ?? []).map(toNumber);
    case 10:
      return (tensor.int32Data ?? []).map(fromHalf);
    case 16:
      return (tensor.int32Data ?? []).map(fromBrainHalf);
    default:
      return tensor.int32Data ?? [];
  }
}

interface Layout {
  readonly code: number;
  readonly type: ElementType;
  readonly shape: Shape;
}

function decodeBytes(name: string, bytes: Uint8Array, { code, type, shape }: Layout): Constant['data'] {
  const { bytes: width, read } = ENCODINGS[code]!;
  const size = sizeOf(shape);
  if (bytes.length !== size * width) throw wrongSize(name, shape, `${bytes.length} bytes of ${typeName(code)}`);
  if (code === 1) return new Float32Array(new Uint8Array(bytes).buffer); // a copy, which begins where float32 may
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = type === 'float32' ? new Float32Array(size) : new Float64Array(size);
  for (let i = 0; i < size; i++) data[i] = read(view, i * width);
  return data;
}

function wrongSize(name: string, shape: Shape, got: string): Error {
  return new Error(
    `weights ${name}: expected ${sizeOf(shape)} numbers for the shape ${formatShape(shape)}, got ${got}; the file ` +
      'is damaged or cut off',
  );
}
