import { conv2DBackpropInputOf, conv2DBackpropFilterOf, convolution, filterPermutation } from '../convolution.js';
import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import { productFlops } from '../product-flops.js';
import { defineKernel } from '../kernel.js';
import { permute } from '../layout.js';
import { filterColumns, tapRows, tapsWhole } from '../taps.js';

/**
 * Correlation of images [n, h, w, i] with filters [kh, kw, i, o] → [n, h′, w′, o].
 *
 * With filters that change, a matrix product over all places of all images: ONNX Runtime's convolution goes image by
 * image, and where the output is small two threads are no faster at it than one. Frozen filters it packs beforehand,
 * and is fast.
 */
export const Conv2D = defineKernel<Conv2DAttrs>({
  inputs: ['x', 'filter'],
  infer: (attributes, x, filter) => {
    const { batch, outHeight, outWidth, outChannels } = convolution('conv2d', x.shape, filter.shape, attributes);
    return { shape: [batch, outHeight, outWidth, outChannels], dtype: 'float32' };
  },
  lower: (emit, { attributes, outputs: [output] }, x, filter) => {
    const found = convolution('conv2d', x.shape, filter.shape, attributes);
    const taps = { convolution: found, filterShape: filter.shape };
    if (filter.source.kind !== 'constant' && tapsWhole(taps)) {
      return emit.reshape(
        emit.node('MatMul', [tapRows(emit, x, taps), filterColumns(emit, emit.read(filter), taps)]),
        output!.shape,
      );
    }
    const { pads, strides, dilations } = found;
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
