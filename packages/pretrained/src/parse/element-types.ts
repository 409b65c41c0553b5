import type { ElementType } from '../graph.js';

/** ONNX's numbers of element types, as TensorProto.DataType has them. */
const ELEMENT_TYPES = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float32', // float16
  11: 'float32', // float64
  12: 'uint32',
  13: 'uint64',
  16: 'float32', // bfloat16
} as const satisfies Readonly<Record<number, ElementType>>;

const OTHERS: Readonly<Record<number, string>> = {
  0: 'undefined',
  8: 'string',
  10: 'float16',
  11: 'float64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
};

/** The type under which elements are held, or undefined if they are of no type that is read. */
export function elementType(code: number): ElementType | undefined {
  const types: Readonly<Record<number, ElementType>> = ELEMENT_TYPES;
  return types[code];
}

/** ONNX's name of a type. */
export function typeName(code: number): string {
  return OTHERS[code] ?? elementType(code) ?? `type ${code}`;
}
