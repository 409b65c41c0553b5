import { OPERATORS, type OperatorName } from './operators.js';
import { rowProduct } from './row-product.js';
import type { Attributes, Operator, Tensor } from './tensor.js';

/** One call of an operator, on values by their names. */
type Step = readonly [
  operator: OperatorName,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes,
];

/** Numbers that never change: a few as they are, many by their place among the weights. */
export type Constant =
  | { readonly shape: readonly number[]; readonly numbers: readonly (number | string)[] }
  | { readonly shape: readonly number[]; readonly at: number; readonly count: number };

/** A model as data. */
export interface Program {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly constants: Readonly<Record<string, Constant>>;
  readonly steps: readonly Step[];
}

type Named = Readonly<Record<string, Tensor>>;

/** The program with its weights in place: what it makes of its inputs. */
export function openProgram(
  { inputs, outputs, constants, steps }: Program,
  weights: Float32Array,
): (given: Named) => Named {
  const kept = new Map(Object.entries(constants).map(([name, constant]) => [name, tensorOf(constant, weights)]));
  for (const [operator, [, right]] of steps) {
    const matrix = operator === 'MatMul' ? kept.get(right!) : undefined;
    if (matrix?.shape.length !== 2) continue;
    const [rows, columns] = matrix.shape;
    kept.set(right!, { ...matrix, product: rowProduct(matrix.data, rows!, columns!) });
  }
  return (given) => {
    const values = new Map(kept);
    for (const name of inputs) values.set(name, given[name]!);
    for (const [operator, read, written, attributes] of steps) {
      const call: Operator = OPERATORS[operator];
      const made = call(
        read.map((name) => values.get(name)!),
        attributes,
      );
      const all = [made].flat() as Tensor[]; // one, or a list of them
      written.forEach((name, i) => values.set(name, all[i]!));
    }
    return Object.fromEntries(outputs.map((name) => [name, values.get(name)!]));
  };
}

/** JSON has no infinities and no NaN: they are text. */
function tensorOf(constant: Constant, weights: Float32Array): Tensor {
  const { shape } = constant;
  if ('numbers' in constant) return { shape, data: Float32Array.from(constant.numbers, Number) };
  return { shape, data: weights.subarray(constant.at, constant.at + constant.count) };
}
