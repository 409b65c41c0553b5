import type { Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { conv2DBackpropInputOf, conv2dOf, convolution } from '../convolution.js';
import type { Emitter } from '../emitter.js';
import { productFlops, type Value } from '../graph.js';
import { defineKernel } from '../kernel.js';
import { arrangeAxes } from '../layout.js';

/** Both inputs with channels first and images second, [c, n, h, w], and how the convolution read them. */
interface Operands {
  readonly images: string;
  readonly gradients: string;
  readonly imageShape: Shape;
  readonly gradientShape: Shape;
  readonly filterShape: Conv2DBackpropFilterAttrs['filterShape'];
  readonly strides: readonly [number, number];
  /** Top, left, bottom, right; the last two negative where the convolution did not read the edge. */
  readonly pads: readonly [number, number, number, number];
}

function channelsAndImages(emit: Emitter, x: Value): { name: string; shape: Shape } {
  const shape = arrangeAxes(x.shape, 'channels-first');
  return { name: emit.transpose(emit.read(x, 'channels-first'), shape, [1, 0, 2, 3]), shape: shape.with(0, shape[1]!).with(1, shape[0]!) };
}

/** A convolution whose channels are the images of the batch: [i, n, h, w] with filters [o, n, h′, w′], dilated by the stride. */
function byConvolution(emit: Emitter, { images, gradients, gradientShape, filterShape, strides, pads }: Operands): string {
  const [height, width, from, to] = filterShape;
  let made = emit.node('Conv', [images, gradients], {
    attributes: { kernel_shape: gradientShape.slice(2), pads: pads.map((pad) => Math.max(0, pad)), strides: [1, 1], dilations: strides },
  }); // [i, o, kh, kw], or more where an edge was not read
  if (pads.some((pad) => pad < 0)) made = emit.node('Slice', [made, emit.ints([0, 0]), emit.ints([height, width]), emit.ints([2, 3])]);
  return emit.transpose(made, [from, to, height, width], [2, 3, 0, 1]);
}

/** One matrix product [kh·kw·i, n·h′·w′]·[n·h′·w′, o], its rows the images as each tap of the filter saw them. Stride 1 alone. */
function byProduct(emit: Emitter, { images, gradients, imageShape, gradientShape, filterShape, pads }: Operands): string {
  const [height, width, from, to] = filterShape;
  const [, batch, outHeight, outWidth] = gradientShape as readonly [number, number, number, number]; // images have four axes
  const padded = pads.every((pad) => pad === 0)
    ? images
    : emit.node('Pad', [images, emit.ints([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])]);
  const taps = Array.from({ length: height * width }, (_, tap) => {
    const [top, left] = [Math.floor(tap / width), tap % width];
    const whole = outHeight === imageShape[2] && outWidth === imageShape[3] && height * width === 1;
    const seen = whole
      ? padded
      : emit.node('Slice', [padded, emit.ints([top, left]), emit.ints([top + outHeight, left + outWidth]), emit.ints([2, 3])]);
    return emit.reshape(seen, [from, batch * outHeight * outWidth]);
  });
  const rows = taps.length === 1 ? taps[0]! : emit.node('Concat', taps, { attributes: { axis: 0 } });
  const columns = emit.reshape(gradients, [to, batch * outHeight * outWidth]);
  const made = emit.node('FusedMatMul', [rows, columns], { attributes: { transA: 0, transB: 1 }, domain: 'com.microsoft' });
  return emit.reshape(made, filterShape);
}

/**
 * The adjoint of Conv2D in its filters: images [n, h, w, i] and gradients [n, h′, w′, o] → [kh, kw, i, o].
 * At stride 1 a product of shifted images is twice as fast as a convolution, at larger strides slower.
 */
export const Conv2DBackpropFilter = defineKernel<Conv2DBackpropFilterAttrs>({
  inputs: ['x', 'dy'],
  infer: ({ filterShape }) => ({ shape: filterShape, dtype: 'float32' }),
  lower: (emit, { attributes }, x, dy) => {
    const { filterShape } = attributes;
    const { pads, strides } = convolution('conv2dDerFilter', x.shape, filterShape, attributes);
    const [top, left] = pads;
    // The lower and right pads with which the taps make exactly kh × kw results.
    const end = (side: 0 | 1, start: number) => (dy.shape[1 + side]! - 1) * strides[side] + filterShape[side] - x.shape[1 + side]! - start;
    const { name: images, shape: imageShape } = channelsAndImages(emit, x);
    const { name: gradients, shape: gradientShape } = channelsAndImages(emit, dy);
    const operands: Operands = {
      images,
      gradients,
      imageShape,
      gradientShape,
      filterShape,
      strides,
      pads: [top, left, end(0, top), end(1, left)],
    };
    return strides[0] === 1 && strides[1] === 1 ? byProduct(emit, operands) : byConvolution(emit, operands);
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
