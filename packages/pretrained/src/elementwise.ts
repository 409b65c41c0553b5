import type { Tensor } from '@tensorflow/tfjs-core';
import { elementwise } from './arrays/broadcast.js';
import type { ElementType } from './graph.js';
import type { Operator } from './operator.js';

/** y_i = f(x_i): in tensors, and in numbers where they are known. */
export function unary(run: (x: Tensor) => Tensor, number: (x: number) => number): Operator {
  return {
    run: (call) => run(call.tensor(0)),
    fold: ({ inputs: [x] }) => [elementwise(x!.type, number, x!)],
  };
}

/** y_i = f(a_i, b_i) with broadcasting. */
export function binary(
  run: (a: Tensor, b: Tensor) => Tensor,
  number: (a: number, b: number) => number,
  type?: ElementType,
): Operator {
  return {
    run: (call) => run(call.tensor(0), call.tensor(1)),
    fold: ({ inputs: [a, b] }) => [elementwise(type ?? a!.type, number, a!, b!)],
  };
}

/** f over any number of inputs, from left to right, with broadcasting. */
export function variadic(run: (a: Tensor, b: Tensor) => Tensor, number: (a: number, b: number) => number): Operator {
  return {
    run: (call) => Array.from({ length: call.count }, (_, i) => call.tensor(i)).reduce(run),
    fold: ({ inputs }) => [inputs.map((input) => input!).reduce((a, b) => elementwise(a.type, number, a, b))],
  };
}
