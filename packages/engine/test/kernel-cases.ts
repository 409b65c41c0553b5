import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { ndarray } from '@latent-paths/core';
import type { KERNELS } from '../src/kernels/registry.js';
import { uniform } from './arrays.js';
import {
  over,
  one,
  two,
  image,
  images,
  onImage,
  without,
  smooth,
  floats,
  ints,
  apart,
  compare,
  logical,
  CONVOLUTIONS,
  convolve,
  transposed,
  type Case,
} from './kernel-case.js';

/** At least one use of every kernel. Kernels that tf's functions reach under another name are reached by those. */
export const KERNEL_CASES = {
  Abs: [smooth([apart([3, 4])], (x) => tf.abs(x!)), without([floats(0, -1, 2)], (x) => tf.abs(x!))],
  Acos: one((x) => tf.acos(x!), { low: -0.8, high: 0.8 }),
  Add: [
    ...two((a, b) => tf.add(a!, b!)),
    // The bias of a convolution, of a transposed one, and of one that is read again.
    ...over([[images, [3]]], (x, b) => tf.add(image(x!), b!)),
    ...over([[images, [1, 1, 1, 2]]], (x, b) =>
      tf.add(tf.conv2dTranspose(x as Tensor4D, tf.ones([2, 2, 2, 2]), [2, 8, 10, 2], 2, 'same'), b!),
    ),
    ...over([[images, [3]]], (x, b) => tf.mul(tf.add(image(x!), b!), image(x!))),
    ...over([[images, [5, 3]]], (x, b) => tf.add(image(x!), b!)),
  ],
  AddN: over(
    [
      [[3], [3], [3]],
      [
        [2, 2],
        [2, 2],
      ],
    ],
    (...xs) => tf.addN(xs),
  ),
  Atan: one((x) => tf.atan(x!)),
  BatchMatMul: [
    ...[false, true].flatMap((tA) =>
      [false, true].flatMap((tB) =>
        over([[tA ? [4, 3] : [3, 4], tB ? [5, 4] : [4, 5]]], (a, b) => tf.matMul(a as Tensor2D, b as Tensor2D, tA, tB)),
      ),
    ),
    ...over(
      [
        [
          [2, 3, 4],
          [2, 4, 5],
        ],
        [
          [2, 3, 4],
          [1, 4, 5],
        ],
        [
          [1, 1],
          [1, 1],
        ],
      ],
      (a, b) => tf.matMul(a!, b!),
    ),
    ...over(
      [
        [
          [2, 4, 3],
          [2, 5, 4],
        ],
      ],
      (a, b) => tf.matMul(a!, b!, true, true),
    ),
  ],
  Cast: [
    without([floats(-1.7, 0, 2.5)], (x) => tf.cast(x!, 'int32')),
    without([floats(-1.7, 0, 2.5)], (x) => tf.cast(tf.cast(x!, 'bool'), 'float32')),
    without([ints(-1, 0, 2)], (x) => tf.cast(x!, 'float32')),
  ],
  ClipByValue: [
    smooth([apart([3, 4])], (x) => tf.clipByValue(x!, -0.5, 0.6)),
    smooth([apart([5])], (x) => tf.clipByValue(x!, 0, Infinity)),
    ...onImage((x) => tf.clipByValue(x!, -10, 10)),
  ],
  Concat: [
    ...over(
      [
        [
          [2, 3],
          [2, 1],
          [2, 2],
        ],
      ],
      (...xs) => tf.concat(xs, 1),
    ),
    ...over(
      [
        [
          [2, 3],
          [1, 3],
        ],
      ],
      (...xs) => tf.concat(xs, 0),
    ),
    ...over([[images, [2, 4, 5, 3]]], (x, y) => tf.concat([image(x!), y!], -1)),
  ],
  Conv2D: [
    ...CONVOLUTIONS.flatMap(([x, w, stride, pad]) => over([[x, w]], (a, b) => convolve(a!, b!, stride, pad))),
    without([uniform('x', [1, 7, 7, 2]), uniform('w', [3, 3, 2, 2])], (x, w) =>
      tf.conv2d(x as Tensor4D, w as Tensor4D, 1, 'same', 'NHWC', 2),
    ),
    ...over([[images]], (x) => tf.relu(tf.add(image(x!), 3))),
  ],
  Conv2DBackpropFilter: CONVOLUTIONS.flatMap(([x, w, stride, pad]) =>
    over([[x, w]], (a, b) => tf.grad((filter) => tf.sum(tf.square(convolve(a!, filter, stride, pad))) as Tensor)(b!)),
  ),
  Conv2DBackpropInput: [
    ...transposed,
    ...CONVOLUTIONS.flatMap(([x, w, stride, pad]) =>
      over([[x, w]], (a, b) => tf.grad((input) => tf.sum(tf.square(convolve(input, b!, stride, pad))) as Tensor)(a!)),
    ),
  ],
  Cos: one((x) => tf.cos(x!)),
  Cumsum: [
    ...over([[[4]], [[2, 5]]], (x) => tf.cumsum(x!, x!.rank - 1)),
    ...over([[[3, 4, 2]]], (x) => tf.cumsum(x!, 1, true)),
    ...over([[[3, 4]]], (x) => tf.cumsum(x!, 0, false, true)),
  ],
  Equal: compare(tf.equal),
  Erf: [
    ...one((x) => tf.erf(x!), { low: -1.5, high: 1.5 }),
    ...onImage((x) => tf.erf(x!)),
    without([floats(-9, -3, 0, 1e-3, 4)], (x) => tf.erf(x!)),
  ],
  Exp: [...one((x) => tf.exp(x!)), ...onImage((x) => tf.exp(x!))],
  ExpandDims: [...over([[[3, 4]]], (x) => tf.expandDims(x!, -1)), ...over([[[3, 4]]], (x) => tf.expandDims(x!, 1))],
  Fill: [
    without([uniform('x', [2, 3])], (x) => tf.add(x!, tf.fill([2, 3], 2.5))),
    without([uniform('x', [2])], () => tf.fill([3], 7, 'int32')),
  ],
  GatherV2: [
    without([uniform('x', [5, 3]), ints(4, 0, 0, 2)], (x, i) => tf.gather(x!, i as Tensor2D)),
    without([uniform('x', [2, 5, 3]), ndarray([2, 2], Int32Array.of(4, 0, 1, 2))], (x, i) =>
      tf.gather(x!, i as Tensor2D, 1),
    ),
  ],
  Greater: compare(tf.greater),
  GreaterEqual: compare(tf.greaterEqual),
  Identity: one((x) => tf.clone(x!)),
  IsFinite: [without([floats(1, NaN, Infinity, -Infinity)], (x) => tf.isFinite(x!))],
  IsNan: [without([floats(1, NaN, Infinity, 0)], (x) => tf.isNaN(x!))],
  LeakyRelu: [smooth([apart([3, 4])], (x) => tf.leakyRelu(x!, 0.2)), smooth([apart([5])], (x) => tf.leakyRelu(x!))],
  Less: compare(tf.less),
  LessEqual: compare(tf.lessEqual),
  Log: one((x) => tf.log(x!), { low: 0.5, high: 3 }),
  Log1p: [
    ...one((x) => tf.log1p(x!), { low: -0.5, high: 3 }),
    without([floats(1e-7, -1e-6, 1e-4, 0)], (x) => tf.log1p(x!)),
  ],
  LogicalAnd: logical(tf.logicalAnd),
  LogicalNot: [without([floats(-1, 1)], (x) => tf.logicalNot(tf.greater(x!, 0)))],
  LogicalOr: logical(tf.logicalOr),
  Max: [
    smooth([apart([3, 4])], (x) => tf.max(x!)),
    smooth([apart([3, 4, 2])], (x) => tf.max(x!, [0, 2])),
    smooth([apart([3, 4])], (x) => tf.max(x!, -1, true)),
  ],
  Maximum: [
    smooth([apart([3, 4]), apart([3, 4], 0.1)], (a, b) => tf.maximum(a!, b!)),
    smooth([apart([3, 4]), apart([4], 0.1)], (a, b) => tf.maximum(a!, b!)),
  ],
  Mean: [
    ...over([[[3, 4]], [[5]]], (x) => tf.mean(x!)),
    ...over([[[3, 4, 2]]], (x) => tf.mean(x!, [0, -1])),
    ...over([[[3, 4]]], (x) => tf.mean(x!, 1, true)),
    without([ints(1, 2, 4)], (x) => tf.mean(x!)),
    ...onImage((x) => tf.mean(x!, [1, 2])),
  ],
  Min: [smooth([apart([3, 4])], (x) => tf.min(x!)), smooth([apart([3, 4])], (x) => tf.min(x!, 0, true))],
  Minimum: [
    smooth([apart([3, 4]), apart([3, 4], 0.1)], (a, b) => tf.minimum(a!, b!)),
    smooth([apart([4]), apart([3, 4], 0.1)], (a, b) => tf.minimum(a!, b!)),
  ],
  Multiply: [
    ...two((a, b) => tf.mul(a!, b!)),
    ...over([[[3, 4]]], (x) => tf.mul(x!, tf.sigmoid(x!))),
    ...over([[[3, 4]]], (x) => tf.mul(3, tf.mul(tf.mul(x!, 2), tf.ones([2, 3, 4])))),
    ...over([[images]], (x) => tf.mul(image(x!), tf.sigmoid(image(x!)))),
    ...over([[images, [2, 4, 5, 3]]], (x, y) => tf.mul(image(x!), y!)),
  ],
  Neg: one((x) => tf.neg(x!)),
  NotEqual: compare(tf.notEqual),
  OnesLike: over([[[3]]], (x) => tf.add(x!, tf.onesLike(x!))),
  Pack: [
    ...over([[[3], [3]]], (...xs) => tf.stack(xs)),
    ...over(
      [
        [
          [2, 3],
          [2, 3],
          [2, 3],
        ],
      ],
      (...xs) => tf.stack(xs, 1),
    ),
  ],
  PadV2: [
    ...over([[[2, 3]]], (x) =>
      tf.pad(
        x!,
        [
          [1, 0],
          [0, 2],
        ],
        0.5,
      ),
    ),
    ...onImage((x) =>
      tf.pad(x!, [
        [0, 0],
        [1, 2],
        [0, 1],
        [0, 0],
      ]),
    ),
  ],
  Pow: [
    ...two((a, b) => tf.pow(a!, b!), { low: 0.5, high: 2 }),
    ...[-1, -0.5, 0.5, 1, 1.5, 2, 3, 2.5].flatMap((exponent) =>
      over([[[3, 2]]], (x) => tf.pow(x!, exponent), { low: 0.5, high: 2 }),
    ),
  ],
  RealDiv: two((a, b) => tf.div(a!, b!), { low: 0.5, high: 2 }),
  Reciprocal: one((x) => tf.reciprocal(x!), { low: 0.5, high: 2 }),
  Relu: [
    smooth([apart([3, 4])], (x) => tf.relu(x!)),
    smooth([apart([2, 3, 2, 2])], (x) =>
      tf.relu(tf.conv2d(x as Tensor4D, tf.tensor4d([1, 0, 0, 1], [1, 1, 2, 2]), 1, 'same')),
    ),
  ],
  Reshape: [
    ...over([[[3, 4]]], (x) => tf.reshape(tf.reshape(x!, [2, 6]), [-1, 3])),
    ...onImage((x) => tf.reshape(x!, [2, -1])),
    ...over([[[4, 12]]], (x) => image(tf.reshape(x!, [4, 2, 3, 2]))),
  ],
  Rsqrt: one((x) => tf.rsqrt(x!), { low: 0.5, high: 2 }),
  Select: [
    smooth([apart([3, 4]), uniform('t', [3, 4]), uniform('e', [3, 4])], (c, t, e) =>
      tf.where(tf.greater(c!, 0), t!, e!),
    ),
    smooth([apart([4]), uniform('t', [3, 4])], (c, t) => tf.where(tf.less(c!, 0), t!, 2)),
  ],
  Sigmoid: one((x) => tf.sigmoid(x!)),
  Sign: [without([floats(-2, 0, 3)], (x) => tf.sign(x!))],
  Sin: one((x) => tf.sin(x!)),
  Slice: [
    ...over([[[3, 4]]], (x) => tf.slice(x!, [1, 0], [2, 3])),
    ...over([[[3, 4]]], (x) => tf.slice(x!, 1)),
    ...over([[[3, 4]]], (x) => tf.slice(x!, [0, 1], [-1, 1])),
    ...onImage((x) => tf.slice(x!, [0, 1, 0, 1], [2, 2, 5, 2])),
  ],
  Softplus: [...one((x) => tf.softplus(x!)), without([floats(-60, -20, 0, 20, 90)], (x) => tf.softplus(x!))],
  SplitV: [
    ...over([[[3, 4]]], (x) => tf.split(x!, 2, 1)),
    ...over([[[3, 4]]], (x) => tf.split(x!, [1, 2, 1], -1)[1]!),
    ...onImage((x) => tf.split(x!, [1, 2], 3)),
  ],
  Sqrt: one((x) => tf.sqrt(x!), { low: 0.5, high: 2 }),
  Square: one((x) => tf.square(x!)),
  SquaredDifference: two((a, b) => tf.squaredDifference(a!, b!)),
  Step: [
    without([floats(-2, 0, 3)], (x) => tf.step(x!)),
    without([floats(-2, 0, 3)], (x) => tf.step(x!, 0.3)),
    without([ints(-2, 0, 3)], (x) => tf.step(x!)),
  ],
  Sub: [...two((a, b) => tf.sub(a!, b!)), ...over([[[3]]], (x) => tf.sub(0, x!))],
  Sum: [
    ...over([[[]], [[5]], [[3, 4]]], (x) => tf.sum(x!)),
    ...over([[[3, 4, 2]]], (x) => tf.sum(x!, [0, 2])),
    ...over([[[3, 4]]], (x) => tf.sum(x!, -1, true)),
    ...[[0], [1, 2], [3], [0, 1, 2], [1, 3]].flatMap((axes) => onImage((x) => tf.sum(x!, axes))),
    ...onImage((x) => tf.sum(x!, [1, 3], true)),
    without([floats(-2, 1, 3)], (x) => tf.sum(tf.greater(x!, 0))),
  ],
  Tanh: one((x) => tf.tanh(x!)),
  Tile: [
    ...over([[[2, 3]]], (x) => tf.tile(x!, [2, 3])),
    ...over([[[1, 3]]], (x) => tf.broadcastTo(x!, [4, 3])),
    ...over([[[3, 1]]], (x) => tf.broadcastTo(x!, [3, 4])),
    ...over([[[3, 1], [4]]], (x, y) => tf.add(tf.broadcastTo(x!, [3, 4]), y!)),
    ...onImage((x) => tf.tile(x!, [1, 2, 1, 2])),
  ],
  Transpose: [
    ...over([[[3, 4]]], (x) => tf.transpose(x!)),
    ...over([[[2, 3, 4]]], (x) => tf.transpose(tf.transpose(x!, [2, 0, 1]), [0, 2, 1])),
    ...onImage((x) => tf.transpose(x!, [3, 0, 2, 1])),
    // Channels first to channels last and back, by themselves and around a convolution, read in both orders.
    ...over([[[2, 3, 4, 5]]], (x) => tf.transpose(x!, [0, 2, 3, 1])),
    ...over([[[2, 2, 4, 5]]], (x) => tf.transpose(image(tf.transpose(x!, [0, 2, 3, 1])), [0, 3, 1, 2])),
    ...over(
      [
        [
          [2, 3, 4, 5],
          [2, 4, 5, 3],
        ],
      ],
      (x, y) => {
        const last = tf.transpose(x!, [0, 2, 3, 1]);
        return tf.mul(tf.reshape(tf.mul(last, y!), [2, -1]), tf.reshape(last, [2, -1]));
      },
    ),
  ],
  Unpack: [...over([[[3, 4]]], (x) => tf.unstack(x!, 1)), ...over([[[3, 4]]], (x) => tf.unstack(x!)[2]!)],
  ZerosLike: over([[[3]]], (x) => tf.sub(x!, tf.zerosLike(x!))),
} as const satisfies Record<keyof typeof KERNELS, readonly Case[]>;
