import { intOf, intsOf } from '../tf-node.js';
import type { Translate } from '../writing.js';

/** The same numbers under another shape, and shapes as numbers. */
export const shapes = {
  Shape: ({ input, emit }) => emit('Shape', [input(0)]),
  Reshape: ({ input, emit }) => emit('Reshape', [input(0), input(1)]),
  ExpandDims: ({ input, emit, numbers, whole }) => emit('Unsqueeze', [input(0), whole(numbers(1, 'the axis'))]),
  Squeeze({ node, input, emit, whole }) {
    const axes = intsOf(node, 'squeeze_dims');
    return emit('Squeeze', axes.length === 0 ? [input(0)] : [input(0), whole(axes)]);
  },
  Transpose: ({ input, emit, numbers }) => emit('Transpose', [input(0)], { perm: numbers(1, 'the order of axes') }),
  Tile: ({ input, emit }) => emit('Tile', [input(0), input(1)]),
  Fill: ({ input, emit }) => emit('Expand', [input(1), input(0)]),
  BroadcastTo: ({ input, emit }) => emit('Expand', [input(0), input(1)]),
  Range: ({ input, emit }) => emit('Range', [input(0), input(1), input(2)]),
  GatherV2({ node, input, emit, numbers }) {
    if (intOf(node, 'batch_dims', 0) !== 0) throw new Error('with batch_dims; expected one list of indices for all');
    const [axis = 0] = numbers(2, 'the axis');
    return emit('Gather', [input(0), input(1)], { axis });
  },
} as const satisfies Readonly<Record<string, Translate>>;
