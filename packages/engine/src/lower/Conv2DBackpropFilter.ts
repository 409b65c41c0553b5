import type { Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import { conv2DBackpropInputOf, conv2dOf, convolution } from '../convolution.js';
import { productFlops } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { TO_CHANNELS_FIRST } from '../layout.js';

/**
 * The adjoint of Conv2D in its filters: images [n, h, w, i] and gradients [n, h′, w′, o] → [kh, kw, i, o].
 * Lowered as a convolution whose channels are the images of the batch: xᵀ [i, n, h, w] with filters dyᵀ [o, n, h′, w′],
 * dilated by the stride.
 */
export const Conv2DBackpropFilter = defineKernel<Conv2DBackpropFilterAttrs>({
  inputs: ['x', 'dy'],
  infer: ({ filterShape }) => ({ shape: filterShape, dtype: 'float32' }),
  lower: (emit, { attributes }, x, dy) => {
    const { filterShape } = attributes;
    const { pads, strides } = convolution('conv2dDerFilter', x.shape, filterShape, attributes);
    // The lower and right pads that make exactly kh × kw results; negative where the convolution did not read the edge.
    const ends = [0, 1].map((side) => (dy.shape[1 + side]! - 1) * strides[side]! + filterShape[side]! - x.shape[1 + side]! - pads[side]!);
    const images = transposeBatch(emit.read(x, 'channels-first'), x.shape);
    const gradients = transposeBatch(emit.read(dy, 'channels-first'), dy.shape);
    let made = emit.node('Conv', [images, gradients], {
      attributes: {
        kernel_shape: [dy.shape[1]!, dy.shape[2]!],
        pads: [pads[0]!, pads[1]!, Math.max(0, ends[0]!), Math.max(0, ends[1]!)],
        strides: [1, 1],
        dilations: strides,
      },
    }); // [i, o, kh, kw], or more where an edge was not read
    if (ends.some((end) => end < 0)) {
      made = emit.node('Slice', [made, emit.ints([0, 0]), emit.ints([filterShape[0], filterShape[1]]), emit.ints([2, 3])]);
    }
    return emit.transpose(made, [filterShape[2], filterShape[3], filterShape[0], filterShape[1]], [2, 3, 0, 1]);

    function transposeBatch(name: string, plain: readonly number[]): string {
      return emit.transpose(name, TO_CHANNELS_FIRST.map((axis) => plain[axis]!), [1, 0, 2, 3]);
    }
  },
  flops: ({ filterShape }, _, __, dy) => productFlops(dy.shape, filterShape[0] * filterShape[1] * filterShape[2]),
  gradient: {
    saves: ['x', 'dy'],
    of: (attributes, dw, x, dy) => ({
      x: () => conv2DBackpropInputOf(dy, dw, x.shape, attributes),
      dy: () => conv2dOf(x, dw, attributes),
    }),
  },
});
