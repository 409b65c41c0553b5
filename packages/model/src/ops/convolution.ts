import * as tf from '@tensorflow/tfjs-core';
import { weight, type Weights } from '../weights.js';

/** Side of every kernel, in pixels. */
export const KERNEL_SIZE = 4;
const STRIDE = 2;

/** Convolution of stride 2, kernel `name/kernel` [4, 4, c, k], plus bias [k]; x [b, h, w, c] → [b, ⌈h/2⌉, ⌈w/2⌉, k]. */
export function convolution(weights: Weights, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const product = tf.conv2d(x, weight(weights, `${name}/kernel`, 4), STRIDE, 'same');
  return tf.add(product, weight(weights, `${name}/bias`, 1));
}

export interface TransposedConvolutionOptions {
  readonly weights: Weights;
  readonly name: string;
  readonly x: tf.Tensor4D;
  /** Height and width of the result, each 2n or 2n − 1 for n of x. */
  readonly size: readonly [height: number, width: number];
}

/** Transpose of `convolution`: kernel `name/kernel` [4, 4, k, c], plus bias [k]; x [b, h, w, c] → [b, …size, k]. */
export function transposedConvolution({ weights, name, x, size }: TransposedConvolutionOptions): tf.Tensor4D {
  const kernel = weight(weights, `${name}/kernel`, 4);
  const outputShape: [number, number, number, number] = [x.shape[0], size[0], size[1], kernel.shape[2]];
  return tf.add(tf.conv2dTranspose(x, kernel, outputShape, STRIDE, 'same'), weight(weights, `${name}/bias`, 1));
}
