import {
  backend_util,
  conv2d,
  engine,
  type Conv2DAttrs,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { formatShape, type Shape } from '@latent-paths/core';

type Attributes = Pick<Conv2DAttrs, 'strides' | 'pad' | 'dataFormat' | 'dimRoundingMode'> &
  Partial<Pick<Conv2DAttrs, 'dilations'>>;

/**
 * What TensorFlow.js and ONNX need to know of one convolution. Pairs are (height, width), pads top, left, bottom,
 * right.
 */
export interface Convolution {
  readonly batch: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly pads: readonly [number, number, number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
}

/** Filters [kh, kw, i, o] → [o, i, kh, kw], which both Conv and its transpose read. */
export const filterPermutation = [3, 2, 0, 1] as const;

/** @throws if images are not [n, h, w, c] or channels do not fit */
export function convolution(where: string, images: Shape, filter: Shape, attributes: Attributes): Convolution {
  if (attributes.dataFormat !== 'NHWC')
    throw new RangeError(`${where}: expected dataFormat NHWC, got ${attributes.dataFormat}`);
  if (images.length !== 4 || filter.length !== 4 || images[3] !== filter[2]) {
    throw new RangeError(
      `${where}: expected images [n, h, w, c] and filters [kh, kw, c, o], got ${formatShape(images)} and ` +
        `${formatShape(filter)}`,
    );
  }
  const { strides, pad, dimRoundingMode, dilations = 1 } = attributes;
  const info = backend_util.computeConv2DInfo(
    [...images] as Tensor4D['shape'],
    [...filter] as Tensor4D['shape'],
    strides,
    dilations,
    pad,
    dimRoundingMode,
  ); // rank 4, checked above
  const { top, left, bottom, right } = info.padInfo;
  return {
    batch: info.batchSize,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    pads: [top, left, bottom, right],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
  };
}

function requireDense({ dilations = 1 }: Attributes): void {
  if ([dilations].flat().some((step) => step !== 1))
    throw new RangeError(`gradient of conv2d: expected dilation 1, got ${dilations}`);
}

/** A kernel of TensorFlow.js that has no public function. */
function runKernel(name: string, inputs: Record<string, Tensor>, attributes: object): Tensor {
  // plain objects of tensors and of numbers
  return engine().runKernel(name, inputs as NamedTensorMap, attributes as NamedAttrMap);
}

/** The image gradient of conv2d as an op with a gradient of its own. */
export function conv2DBackpropInputOf(dy: Tensor, filter: Tensor, inputShape: Shape, attributes: Attributes): Tensor {
  requireDense(attributes);
  const { strides, pad, dataFormat, dimRoundingMode } = attributes;
  return runKernel('Conv2DBackpropInput', { dy, filter }, { strides, pad, dataFormat, dimRoundingMode, inputShape });
}

/** The filter gradient of conv2d as an op with a gradient of its own. */
export function conv2DBackpropFilterOf(x: Tensor, dy: Tensor, filterShape: Shape, attributes: Attributes): Tensor {
  requireDense(attributes);
  const { strides, pad, dataFormat, dimRoundingMode } = attributes;
  return runKernel('Conv2DBackpropFilter', { x, dy }, { strides, pad, dataFormat, dimRoundingMode, filterShape });
}

/** conv2d for tensors whose rank is known to be 4 by the kernel they come from. */
export function conv2dOf(x: Tensor, filter: Tensor, { strides, pad, dataFormat, dimRoundingMode }: Attributes): Tensor {
  return conv2d(x as Tensor4D, filter as Tensor4D, strides, pad, dataFormat, 1, dimRoundingMode);
}
