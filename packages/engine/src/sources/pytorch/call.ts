import type { Initialiser, OnnxNode } from '../../emitter.js';
import { isWeight, pythonNumber, pythonTensor } from './python-values.js';

export interface PythonCall {
  readonly node: OnnxNode;
  /** Input i as an expression: a name, a weight, or a number. */
  value(i: number): string;
  /** The same as a tensor. */
  tensor(i: number): string;
  /** The whole numbers of input i, which is a constant. */
  ints(i: number): readonly number[];
  /** Numbers of an attribute; `standard` where it has none. */
  list(name: string, standard: readonly number[]): readonly number[];
  number(name: string, standard: number): number;
}

export interface PythonCallOptions {
  readonly node: OnnxNode;
  readonly initialisers: ReadonlyMap<string, Initialiser>;
  nameOf(value: string): string;
  /** An input of the model: new constants get its type and place. */
  readonly like: string;
}

export function pythonCall({ node, initialisers, nameOf, like }: PythonCallOptions): PythonCall {
  const constantOf = (i: number) => initialisers.get(node.inputs[i]!);
  const tensor = (i: number): string => {
    const constant = constantOf(i);
    if (constant === undefined) return nameOf(node.inputs[i]!);
    return isWeight(constant) ? `w[${JSON.stringify(node.inputs[i]!)}]` : pythonTensor(constant, like);
  };
  return {
    node,
    tensor,
    value: (i) => {
      const constant = constantOf(i);
      const isNumber = constant?.dtype === 'float32' && constant.shape.length === 0;
      return isNumber ? pythonNumber(Number(constant.data[0]!)) : tensor(i);
    },
    ints: (i) => {
      const constant = constantOf(i);
      if (constant === undefined)
        throw new RangeError(`sources: expected input ${i} of ${node.op} to be a constant, got ${node.inputs[i]}`);
      return Array.from(constant.data, Number);
    },
    list: (name, standard) => {
      const value = node.attributes[name];
      return Array.isArray(value) ? (value as readonly number[]) : standard; // Array.isArray does not narrow these
    },
    number: (name, standard) => {
      const value = node.attributes[name];
      if (typeof value === 'number') return value;
      return typeof value === 'object' && 'float' in value ? value.float : standard;
    },
  };
}
