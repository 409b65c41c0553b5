import type { Conv2DBackpropInputAttrs } from '@tensorflow/tfjs-core';
import { sameShape } from '@latent-paths/core';
import { conv2DBackpropFilterOf, conv2dOf, convolution, filterPermutation, pairOf } from '../convolution.js';
import { productFlops } from '../graph.js';
import { defineKernel } from '../kernel.js';

/** The adjoint of Conv2D in its images, and the transposed convolution: [n, h′, w′, o], filters [kh, kw, i, o] → [n, h, w, i]. */
export const Conv2DBackpropInput = defineKernel<Conv2DBackpropInputAttrs>({
  inputs: ['dy', 'filter'],
  infer: (attributes, dy, filter) => {
    const { batch, outHeight, outWidth, outChannels } = convolution('conv2dTranspose', attributes.inputShape, filter.shape, attributes);
    const expected = [batch, outHeight, outWidth, outChannels];
    if (!sameShape(dy.shape, expected)) {
      throw new RangeError(`conv2dTranspose: expected an input [${expected}] for output [${attributes.inputShape}], got [${dy.shape}]`);
    }
    return { shape: attributes.inputShape, dtype: 'float32' };
  },
  lower: (emit, { attributes }, dy, filter) => {
    const { pads, strides } = convolution('conv2dTranspose', attributes.inputShape, filter.shape, attributes);
    const kernelShape = [filter.shape[0]!, filter.shape[1]!];
    // What a convolution with these pads would not have read at the lower and right edges.
    const output_padding = pairOf((side) => {
      const reach = (dy.shape[1 + side]! - 1) * strides[side]! + kernelShape[side]!;
      return attributes.inputShape[1 + side]! + pads[side]! + pads[2 + side]! - reach;
    });
    const weights = emit.transpose(emit.read(filter), filter.shape, filterPermutation);
    const name = emit.node('ConvTranspose', [emit.read(dy, 'channels-first'), weights], {
      attributes: { kernel_shape: kernelShape, pads, strides, output_padding },
    });
    return { name, layout: 'channels-first' };
  },
  flops: (_, __, dy, filter) => productFlops(dy.shape, filter.shape[0]! * filter.shape[1]! * filter.shape[2]!),
  gradient: {
    saves: ['dy', 'filter'],
    of: (attributes, ddx, dy, filter) => ({
      dy: () => conv2dOf(ddx, filter, attributes),
      filter: () => conv2DBackpropFilterOf(ddx, dy, filter.shape, attributes),
    }),
  },
});
