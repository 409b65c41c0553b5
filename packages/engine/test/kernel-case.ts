import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { ndarray, type NamedArrays, type NDArray, type Shape } from '@latent-paths/core';
import { uniform } from './arrays.js';

/** One use of a kernel: arrays, and what is computed of them. */
export interface Case {
  readonly inputs: NamedArrays;
  run(inputs: Record<string, Tensor>): Tensor | Tensor[];
  /** False where no gradient is defined, or none that central differences could see. */
  readonly differentiable: boolean;
}

type Run = (...inputs: Tensor[]) => Tensor | Tensor[];
interface Domain {
  readonly low?: number;
  readonly high?: number;
}

function define(inputs: readonly NDArray[], run: Run, differentiable: boolean): Case {
  const named = Object.fromEntries(inputs.map((array, i) => [`x${i}`, array]));
  return { inputs: named, run: (tensors) => run(...Object.values(tensors)), differentiable };
}

/** Smooth cases over the given shapes of the inputs. */
export function over(shapes: readonly (readonly Shape[])[], run: Run, { low = -1, high = 1 }: Domain = {}): Case[] {
  return shapes.map((inputs) =>
    define(
      inputs.map((shape, i) => uniform(`x${i}`, shape, low, high)),
      run,
      true,
    ),
  );
}

const SHAPES: Shape[] = [[], [5], [3, 4], [2, 3, 2, 3]];
export const one = (run: Run, domain?: Domain) =>
  over(
    SHAPES.map((shape) => [shape]),
    run,
    domain,
  );
const PAIRS: [Shape, Shape][] = [
  [[], []],
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [[4], [2, 3, 1]],
  [
    [3, 1],
    [1, 4],
  ],
  [[2, 2, 3, 2], [2]],
];
export const two = (run: Run, domain?: Domain) => over(PAIRS, run, domain);

/** An image as a convolution leaves it, channels first in memory; its gradient is not the matter. */
export const image = (x: Tensor) => tf.conv2d(x as Tensor4D, tf.ones([1, 1, x.shape[3]!, 3]), 1, 'same');
export const images: Shape = [2, 4, 5, 2];
export const onImage = (run: Run, domain?: Domain) => over([[images]], (x) => run(image(x!)), domain);

/** Inputs that are not smooth there, or whose numbers matter. */
export const without = (inputs: readonly NDArray[], run: Run): Case => define(inputs, run, false);
export const smooth = (inputs: readonly NDArray[], run: Run): Case => define(inputs, run, true);
export const floats = (...numbers: number[]) => ndarray([numbers.length], Float32Array.from(numbers));
export const ints = (...numbers: number[]) => ndarray([numbers.length], Int32Array.from(numbers));
/** Distinct numbers at least 0.1 apart and away from 0: no kink within reach of a central difference. */
export const apart = (shape: Shape, offset = 0) => {
  const { data } = uniform(`apart${offset}`, shape);
  const order = [...data.keys()].sort((a, b) => data[a]! - data[b]!);
  const out = new Float32Array(data.length);
  order.forEach((i, rank) => (out[i] = 0.2 * (rank - data.length / 2) + 0.07 + offset));
  return ndarray(shape, out);
};

export const compare = (f: (a: Tensor, b: Tensor) => Tensor): Case[] => [
  without([floats(-1, 0, 2, 2), floats(0, 0, 1, 2)], (a, b) => f(a!, b!)),
  without([ints(-1, 0, 2), ints(0, 0, 1)], (a, b) => f(a!, b!)),
  without([uniform('a', [3, 1]), uniform('b', [1, 4])], (a, b) => f(a!, b!)),
  // Under a condition: gradients flow around it.
  smooth([apart([3, 4]), apart([3, 4], 0.1)], (a, b) => tf.where(f(a!, b!), tf.mul(a!, b!), tf.square(a!))),
];
export const logical = (f: (a: Tensor, b: Tensor) => Tensor): Case[] => [
  without([floats(-1, 0, 2, 3), floats(1, 0, -1, 2)], (a, b) => f(tf.greater(a!, 0), tf.greater(b!, 0))),
  without([uniform('a', [3, 1]), uniform('b', [1, 4])], (a, b) => f(tf.greater(a!, 0), tf.greater(b!, 0))),
];

/** [images, filter, stride, pad] */
export const CONVOLUTIONS: [Shape, Shape, number | [number, number], 'same' | 'valid' | number][] = [
  [[2, 6, 6, 2], [4, 4, 2, 3], 2, 'same'],
  [[1, 5, 7, 2], [4, 4, 2, 2], 2, 'same'],
  [[2, 5, 4, 1], [3, 3, 1, 2], 1, 'same'],
  [[1, 7, 6, 2], [3, 2, 2, 2], [2, 1], 'valid'],
  [[1, 6, 6, 2], [2, 2, 2, 1], 3, 'valid'],
  [[2, 4, 4, 2], [1, 1, 2, 3], 1, 0],
  [[1, 5, 6, 2], [2, 3, 2, 2], 1, 'valid'],
  [[1, 5, 5, 1], [3, 3, 1, 1], 2, 1],
];
export const convolve = (x: Tensor, w: Tensor, stride: number | [number, number], pad: 'same' | 'valid' | number) =>
  tf.conv2d(x as Tensor4D, w as Tensor4D, stride, pad);
/** The transposed convolution from the result of a convolution back to its images. */
export const transposed = CONVOLUTIONS.map(([x, filter, stride, pad]): Case => {
  const { outShape } = tf.backend_util.computeConv2DInfo(
    x as Tensor4D['shape'],
    filter as Tensor4D['shape'],
    stride,
    1,
    pad,
  );
  return smooth([uniform('dy', outShape), uniform('w', filter)], (dy, w) =>
    tf.conv2dTranspose(dy as Tensor4D, w as Tensor4D, x as Tensor4D['shape'], stride, pad),
  );
});
