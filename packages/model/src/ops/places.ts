import * as tf from '@tensorflow/tfjs-core';
import type { LatentPlaces } from '../latent-space.js';

/** Rows of latents at their places; [b, d] → [b, h, w, c] */
export function toPlaces(rows: tf.Tensor2D, { channels, height, width, layout }: LatentPlaces): tf.Tensor4D {
  if (layout === 'nhwc') return tf.reshape(rows, [-1, height, width, channels]);
  return tf.transpose(tf.reshape(rows, [-1, channels, height, width]), [0, 2, 3, 1]);
}

/** The inverse of `toPlaces`; [b, h, w, c] → [b, d] */
export function toRows(maps: tf.Tensor4D, { channels, height, width, layout }: LatentPlaces): tf.Tensor2D {
  const ordered = layout === 'nhwc' ? maps : tf.transpose(maps, [0, 3, 1, 2]);
  return tf.reshape(ordered, [-1, channels * height * width]);
}
