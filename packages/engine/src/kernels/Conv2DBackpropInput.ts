import type { Conv2DBackpropInputAttrs } from '@tensorflow/tfjs-core';
import { sameShape } from '@latent-paths/core';
import { conv2DBackpropFilterOf, conv2dOf, convolution } from '../convolution.js';
import { productFlops } from '../product-flops.js';
import { defineKernel } from '../kernel.js';

/**
 * Bytes of columns that are held at once: a part of the batch at a time costs no speed, the whole batch much memory.
 */
const COLUMN_BYTES = 2 ** 25;

function partSizes(batch: number, bytesEach: number): number[] {
  const size = Math.max(1, Math.floor(COLUMN_BYTES / bytesEach));
  return Array.from({ length: Math.ceil(batch / size) }, (_, part) => Math.min(size, batch - part * size));
}

/**
 * The adjoint of Conv2D in its images, and the transposed convolution: [n, h′, w′, o], filters [kh, kw, i, o] → [n, h,
 * w, i].
 *
 * A matrix product for all images and Col2Im, not ONNX's ConvTranspose: ONNX Runtime does that image by image, and two
 * threads are no faster at it than one.
 */
export const Conv2DBackpropInput = defineKernel<Conv2DBackpropInputAttrs>({
  inputs: ['dy', 'filter'],
  infer: (attributes, dy, filter) => {
    const { batch, outHeight, outWidth, outChannels } = convolution(
      'conv2dTranspose',
      attributes.inputShape,
      filter.shape,
      attributes,
    );
    const expected = [batch, outHeight, outWidth, outChannels];
    if (!sameShape(dy.shape, expected)) {
      throw new RangeError(
        `conv2dTranspose: expected an input [${expected}] for output [${attributes.inputShape}], got [${dy.shape}]`,
      );
    }
    return { shape: attributes.inputShape, dtype: 'float32' };
  },
  lower: (emit, { attributes }, dy, filter) => {
    const { batch, outHeight, outWidth, outChannels, pads, strides } = convolution(
      'conv2dTranspose',
      attributes.inputShape,
      filter.shape,
      attributes,
    );
    const [kernelHeight, kernelWidth, channels] = [filter.shape[0]!, filter.shape[1]!, filter.shape[2]!];
    const rows = channels * kernelHeight * kernelWidth;
    const pixels = outHeight * outWidth;
    const weights = emit.reshape(emit.transpose(emit.read(filter), filter.shape, [2, 0, 1, 3]), [rows, outChannels]);
    const images = emit.reshape(emit.read(dy, 'channels-first'), [batch, outChannels, pixels]);
    const image = emit.ints([attributes.inputShape[1]!, attributes.inputShape[2]!]);
    const block = emit.ints([kernelHeight, kernelWidth]);
    const enlarge = (part: string) => {
      const columns = emit.node('MatMul', [weights, part]); // [part, rows, pixels]
      return emit.node('Col2Im', [columns, image, block], { attributes: { pads, strides } });
    };
    const sizes = partSizes(batch, rows * pixels * Float32Array.BYTES_PER_ELEMENT);
    if (sizes.length === 1) return { name: enlarge(images), layout: 'channels-first' };
    const parts = emit.nodeOf(sizes.length, 'Split', [images, emit.ints(sizes)], { attributes: { axis: 0 } });
    return { name: emit.node('Concat', parts.map(enlarge), { attributes: { axis: 0 } }), layout: 'channels-first' };
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
