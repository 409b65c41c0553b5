import type { Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { conv2DBackpropInputOf, conv2dOf, convolution, type Convolution } from '../convolution.js';
import type { Emitter } from '../emitter.js';
import type { Value } from '../graph.js';
import { productFlops } from '../product-flops.js';
import { defineKernel } from '../kernel.js';
import { arrangeAxes } from '../layout.js';
import { filterOfColumns, tapRows, tapsWhole } from '../taps.js';

/** An image array with channels first and images second, [c, n, h, w]. */
function channelsAndImages(emit: Emitter, x: Value): { name: string; shape: Shape } {
  const shape = arrangeAxes(x.shape, 'channels-first');
  return {
    name: emit.transpose(emit.read(x, 'channels-first'), shape, [1, 0, 2, 3]),
    shape: shape.with(0, shape[1]!).with(1, shape[0]!),
  };
}

/**
 * A convolution whose channels are the images of the batch: [i, n, h, w] with filters [o, n, h′, w′], dilated by the
 * stride.
 */
function byConvolution(
  emit: Emitter,
  x: Value,
  dy: Value,
  {
    filterShape,
    convolution: { strides, pads: given },
  }: { readonly filterShape: Conv2DBackpropFilterAttrs['filterShape']; readonly convolution: Convolution },
): string {
  const [height, width, from, to] = filterShape;
  const { name: images } = channelsAndImages(emit, x);
  const { name: gradients, shape } = channelsAndImages(emit, dy);
  // The lower and right pads with which the taps make exactly kh × kw results; negative where the convolution did not
  // read the edge.
  const end = (side: 0 | 1) =>
    (dy.shape[1 + side]! - 1) * strides[side] + filterShape[side] - x.shape[1 + side]! - given[side];
  const pads = [given[0], given[1], end(0), end(1)];
  let made = emit.node('Conv', [images, gradients], {
    attributes: {
      kernel_shape: shape.slice(2),
      pads: pads.map((pad) => Math.max(0, pad)),
      strides: [1, 1],
      dilations: strides,
    },
  }); // [i, o, kh, kw], or more where an edge was not read
  if (pads.some((pad) => pad < 0))
    made = emit.node('Slice', [made, emit.ints([0, 0]), emit.ints([height, width]), emit.ints([2, 3])]);
  return emit.transpose(made, [from, to, height, width], [2, 3, 0, 1]);
}

/**
 * The adjoint of Conv2D in its filters: images [n, h, w, i] and gradients [n, h′, w′, o] → [kh, kw, i, o]. A matrix
 * product over all places of all images where the filter is a whole number of strides: several times as fast as a
 * convolution.
 */
export const Conv2DBackpropFilter = defineKernel<Conv2DBackpropFilterAttrs>({
  inputs: ['x', 'dy'],
  infer: ({ filterShape }) => ({ shape: filterShape, dtype: 'float32' }),
  lower: (emit, { attributes }, x, dy) => {
    const { filterShape } = attributes;
    const taps = { convolution: convolution('conv2dDerFilter', x.shape, filterShape, attributes), filterShape };
    if (!tapsWhole(taps)) return byConvolution(emit, x, dy, taps);
    // images have four axes
    const [batch, height, width, channels] = dy.shape as readonly [number, number, number, number];
    const gradients = emit.reshape(emit.read(dy), [batch * height * width, channels]);
    const made = emit.node('FusedMatMul', [tapRows(emit, x, taps), gradients], {
      attributes: { transA: 1, transB: 0 },
      domain: 'com.microsoft',
    });
    return filterOfColumns(emit, made, taps);
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
