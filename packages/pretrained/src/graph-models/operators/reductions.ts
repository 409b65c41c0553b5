import { isTrue } from '../tf-node.js';
import type { Translate } from '../writing.js';

const reduction =
  (op: string): Translate =>
  ({ node, input, emit, numbers, whole }) => {
    const axes = numbers(1, 'the axes');
    if (axes.length === 0) return emit('Identity', [input(0)]);
    const keepdims = Number(isTrue(node, 'keep_dims'));
    // The axes of a sum are an input since opset 13, those of the others since 18.
    return op === 'ReduceSum'
      ? emit(op, [input(0), whole(axes)], { keepdims })
      : emit(op, [input(0)], { axes, keepdims });
  };

/** Over axes that are known. */
export const reductions = {
  Mean: reduction('ReduceMean'),
  Sum: reduction('ReduceSum'),
  Max: reduction('ReduceMax'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
} as const satisfies Readonly<Record<string, Translate>>;
