import type { ElementType } from '../graph.js';

/** TensorFlow's types by number and name. Whole numbers are int64, as ONNX's shapes are. */
const TYPES: readonly (readonly [code: number, name: string, type: ElementType])[] = [
  [1, 'DT_FLOAT', 'float32'],
  [2, 'DT_DOUBLE', 'float32'],
  [19, 'DT_HALF', 'float32'],
  [3, 'DT_INT32', 'int64'],
  [9, 'DT_INT64', 'int64'],
  [4, 'DT_UINT8', 'uint8'],
  [10, 'DT_BOOL', 'bool'],
];

/** The type under which elements of a type of TensorFlow are held; undefined if they are of none that is read. */
export function elementTypeOf(type: unknown): ElementType | undefined {
  return TYPES.find(([code, name]) => type === code || type === name)?.[2];
}
