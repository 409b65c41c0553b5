import type { Tensor } from '@tensorflow/tfjs-core';
import { axesOf } from './arrays/axes.js';
import { blank } from './arrays/constant.js';
import { intOf, listOf } from './attributes.js';
import type { Constant, OnnxNode } from './graph.js';
import { numbersOf, type Operator } from './operator.js';
import { stridesOf, walk } from './arrays/strides.js';

interface Reduction {
  /** Done to each number beforehand. */
  each?(x: Tensor): Tensor;
  /** Absent if it is of numbers that are known alone. */
  run?(x: Tensor, axes: number[], keepDims: boolean): Tensor;
  /** Done to each result. */
  after?(x: Tensor): Tensor;
  /** The same of a list of numbers. */
  of(numbers: readonly number[]): number;
}

/**
 * A number over axes: they are an attribute or an input, all of them where neither is there, unless
 * `noop_with_empty_axes`.
 */
export function reduction({ each = same, run, after = same, of }: Reduction): Operator {
  return {
    constants: run === undefined ? [0, 1] : [1],
    ...(run && {
      run: (call) => {
        const x = call.tensor(0);
        const axes = reduced(call.node, x.rank, numbersOf(call, 1));
        const given = each(x);
        return after(axes.length === 0 ? given : run(given, axes, keeps(call.node)));
      },
    }),
    fold: ({ node, inputs: [x, axes] }) => [
      reduceNumbers(x!, { axes: reduced(node, x!.shape.length, axes && [...axes.data]), keepDims: keeps(node), of }),
    ],
  };
}

const same = (x: Tensor): Tensor => x;
const keeps = (node: OnnxNode): boolean => intOf(node, 'keepdims', 1) === 1;

function reduced(node: OnnxNode, rank: number, given: readonly number[] | undefined): number[] {
  const axes = given ?? listOf(node, 'axes') ?? [];
  if (axes.length > 0) return axesOf(axes, rank);
  return intOf(node, 'noop_with_empty_axes', 0) === 1 ? [] : Array.from({ length: rank }, (_, axis) => axis);
}

interface How {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
  of(numbers: readonly number[]): number;
}

function reduceNumbers(x: Constant, { axes, keepDims, of }: How): Constant {
  const strides = stridesOf(x.shape);
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const gone = x.shape.map((length, axis) => (axes.includes(axis) ? length : 1));
  const made = blank(x.type, keepDims ? kept : kept.filter((_, axis) => !axes.includes(axis)));
  walk(kept, strides, (start, to) => {
    const numbers: number[] = [];
    walk(gone, strides, (from) => numbers.push(x.data[from]!), start);
    made.data[to] = of(numbers);
  });
  return made;
}
