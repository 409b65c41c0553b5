import { arrangements } from './arrange.js';
import { convolutions } from './convolution.js';
import { elementwise } from './elementwise.js';
import { products } from './products.js';
import { reductions } from './reduce.js';
import type { Operator } from './tensor.js';

/** Every operator of ONNX that an exported model may have, in plain JavaScript. */
export const OPERATORS = {
  ...elementwise,
  ...reductions,
  ...arrangements,
  ...products,
  ...convolutions,
} as const satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof OPERATORS;
