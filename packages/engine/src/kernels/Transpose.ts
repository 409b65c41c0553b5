import { transpose, type TransposeAttrs } from '@tensorflow/tfjs-core';
import { sameShape } from '@latent-paths/core';
import { isKernel } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { arrangeAxes, permute, physicalAxis, TO_PLAIN } from '../layout.js';

/**
 * x with its axes in another order: axis i of the result is axis perm[i] of x.
 *
 * [n, c, h, w] made [n, h, w, c] moves nothing: it is that array in the layout `channels-first`. So a network written
 * with channels first, as strangers' are, passes from convolution to convolution without a transposition, as one
 * written with channels last does.
 */
export const Transpose = defineKernel<TransposeAttrs>({
  inputs: ['x'],
  infer: ({ perm }, x) => ({ shape: permute(x.shape, perm), dtype: x.dtype }),
  uniform: (_, [x]) => x!,
  simplify: ({ perm }, graph, x) => {
    if (perm.every((axis, i) => axis === i)) return x;
    if (!isKernel(x, 'Transpose')) return undefined;
    const first = x.source.node.attributes as TransposeAttrs; // isKernel says whose attributes they are
    return graph.one('Transpose', { perm: permute(first.perm, perm) }, x.source.node.inputs[0]!);
  },
  lower: (emit, { attributes: { perm } }, x) => {
    const layout = emit.layoutOf(x);
    if (layout === 'plain' && sameShape(perm, TO_PLAIN)) return { name: emit.read(x), layout: 'channels-first' };
    return emit.transpose(
      emit.read(x, layout),
      arrangeAxes(x.shape, layout),
      perm.map((axis) => physicalAxis(axis, layout)),
    );
  },
  gradient: {
    of: ({ perm }, dy) => ({
      x: () =>
        transpose(
          dy,
          perm.map((_, axis) => perm.indexOf(axis)),
        ),
    }),
  },
});
