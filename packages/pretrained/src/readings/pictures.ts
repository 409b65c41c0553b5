import * as tf from '@tensorflow/tfjs-core';
import { formatShape, sameShape } from '@latent-paths/core';
import { alongAxis } from '../tensors/along-axis.js';
import { resizeMatrix } from '../tensors/resize-matrix.js';
import type { NamedTensors } from '../run-graph.js';
import type { ImageShape } from './autoencoder.js';
import { shapeOfPictures } from './picture-axes.js';
import type { Layout, Output, Range, Reading } from './reading.js';

/** y = low + (high − low)·x, x in 0…1 */
function stretch(x: tf.Tensor, [low, high]: Range): tf.Tensor {
  const scaled = high - low === 1 ? x : tf.mul(x, high - low);
  return low === 0 ? scaled : tf.add(scaled, low);
}

/** The inverse: x = (y − low)/(high − low) */
function shrink(y: tf.Tensor, [low, high]: Range): tf.Tensor {
  const moved = low === 0 ? y : tf.sub(y, low);
  return high - low === 1 ? moved : tf.div(moved, high - low);
}

/** Pictures [b, h, w, c] with values 0…1 as the encoder takes them. */
export function toInput(pictures: tf.Tensor4D, { range, layout }: Reading['input'], rank: number): tf.Tensor {
  const [rows, ...shape] = pictures.shape;
  const stretched = stretch(pictures, range) as tf.Tensor4D; // of the same shape
  const ordered: tf.Tensor = layout === 'nchw' ? tf.transpose(stretched, [0, 3, 1, 2]) : stretched;
  return rank === 4 ? ordered : tf.reshape(ordered, [rows, ...shapeOfPictures(rank, layout, shape)]);
}

/** [b, c, h, w], [b, h, w, c], [b, h, w] or rows [b, n] → [b, h, w, c] */
function channelsAtEnd(y: tf.Tensor, layout: Layout, [height, width]: ImageShape): tf.Tensor4D {
  const rows = y.shape[0]!;
  if (y.rank === 3) return tf.reshape(y, [rows, y.shape[1]!, y.shape[2]!, 1]);
  const channels = y.rank === 2 ? y.shape[1]! / (height * width) : 0;
  const shape: ImageShape = layout === 'nchw' ? [channels, height, width] : [height, width, channels];
  const four = (y.rank === 2 ? tf.reshape(y, [rows, ...shape]) : y) as tf.Tensor4D; // pictures have no other ranks
  return layout === 'nchw' ? tf.transpose(four, [0, 2, 3, 1]) : four;
}

/** Bilinear, pixels at half places, as PyTorch's interpolate(align_corners=False); [b, h, w, c] */
function resized(pictures: tf.Tensor4D, [height, width]: ImageShape): tf.Tensor4D {
  const one = (x: tf.Tensor, to: number, axis: 1 | 2): tf.Tensor => {
    const from = x.shape[axis]!;
    return alongAxis(x, resizeMatrix({ ...BILINEAR, from, to, scale: to / from }), axis);
  };
  return one(one(pictures, height, 1), width, 2) as tf.Tensor4D; // of the same rank
}

const BILINEAR = { mode: 'linear', coordinates: 'half_pixel', nearest: '', cubic: 0, excludesOutside: false } as const;

/**
 * The decoder's outputs as pictures [b, h, w, c], black 0 and white 1. They are not clipped: beyond 0…1 a gradient
 * still leads back.
 * @throws if they are of another shape than the pictures
 */
export function fromOutputs(made: NamedTensors, output: Output, image: ImageShape): tf.Tensor4D {
  const names = namesOf(output);
  const parts = names.map((name) => channelsAtEnd(made[name]!, output.layout, image)); // the decoder was cut to them
  const fitting = 'sum' in output ? parts.map((part) => resized(part, image)) : parts;
  const whole = fitting.reduce((sum, part) => tf.add(sum, part));
  const seen = output.alpha === 'drop' ? tf.slice(whole, [0, 0, 0, 0], [-1, -1, -1, whole.shape[3] - 1]) : whole;
  if (!sameShape(seen.shape.slice(1), image)) {
    throw new Error(
      `output ${names.join(' + ')}: expected pictures ${formatShape(image)}, got ` +
        `${formatShape(seen.shape.slice(1))}; give it pictures of that shape`,
    );
  }
  return shrink(seen, output.range) as tf.Tensor4D; // of the same shape
}

/** The tensors that are read. */
export function namesOf(output: { readonly name: string } | { readonly sum: readonly string[] }): readonly string[] {
  return 'sum' in output ? output.sum : [output.name];
}
