import { conv2DBackpropInputOf, conv2DBackpropFilterOf, convolution, filterPermutation } from '../convolution.js';
import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import { productFlops } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { permute } from '../layout.js';

/** Correlation of images [n, h, w, i] with filters [kh, kw, i, o] → [n, h′, w′, o]. */
export const Conv2D = defineKernel<Conv2DAttrs>({
  inputs: ['x', 'filter'],
  infer: (attributes, x, filter) => {
    const { batch, outHeight, outWidth, outChannels } = convolution('conv2d', x.shape, filter.shape, attributes);
    return { shape: [batch, outHeight, outWidth, outChannels], dtype: 'float32' };
  },
  lower: (emit, { attributes }, x, filter) => {
    const { pads, strides, dilations } = convolution('conv2d', x.shape, filter.shape, attributes);
    const weights = emit.transpose(emit.read(filter), filter.shape, filterPermutation);
    const kernelShape = permute(filter.shape, filterPermutation).slice(2);
    const name = emit.node('Conv', [emit.read(x, 'channels-first'), weights], {
      attributes: { kernel_shape: kernelShape, pads, strides, dilations },
    });
    return { name, layout: 'channels-first' };
  },
  flops: (_, output, __, filter) => productFlops(output.shape, filter.shape[0]! * filter.shape[1]! * filter.shape[2]!),
  gradient: {
    saves: ['x', 'filter'],
    of: (attributes, dy, x, filter) => ({
      x: () => conv2DBackpropInputOf(dy, filter, x.shape, attributes),
      filter: () => conv2DBackpropFilterOf(x, dy, filter.shape, attributes),
    }),
  },
});
