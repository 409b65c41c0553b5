import { isChannelsLast } from '../image-axes.js';
import { isTrue, type TfNode } from '../tf-node.js';
import type { Translate, Writing } from '../writing.js';

/** A·B of matrices, either of them transposed where the node says so. */
export function multiply({ node, input, emit }: Writing): string {
  const matrix = (index: number, key: string) =>
    isTrue(node, key) ? emit('Transpose', [input(index)], { perm: [1, 0] }) : input(index);
  return emit('MatMul', [matrix(0, 'transpose_a'), matrix(1, 'transpose_b')]);
}

const multiplyBatches: Translate = ({ node, input, emit }) => {
  if (isTrue(node, 'adj_x') || isTrue(node, 'adj_y'))
    throw new Error('of transposed stacks of matrices; transpose them before the product');
  return emit('MatMul', [input(0), input(1)]);
};

/** A summand for each channel. */
export function addBias({ node, emit, whole }: Writing, x: string, bias: string): string {
  return emit('Add', [x, isDense(node) || isChannelsLast(node) ? bias : emit('Reshape', [bias, whole([-1, 1, 1])])]);
}

const isDense = ({ op }: TfNode): boolean => op === '_FusedMatMul';

export const dense = {
  MatMul: multiply,
  BatchMatMul: multiplyBatches,
  BatchMatMulV2: multiplyBatches,
  BiasAdd: (writing) => addBias(writing, writing.input(0), writing.input(1)),
} as const satisfies Readonly<Record<string, Translate>>;
