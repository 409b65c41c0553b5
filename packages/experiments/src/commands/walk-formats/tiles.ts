import { sizeOf } from '@latent-paths/core';
import type { Picture } from '@latent-paths/data';
import { filmStrip } from '@latent-paths/trials/evaluation';
import type { WalkRequest } from './walk-format.js';

type Shape = WalkRequest['shape'];

/** Pixels up to which pictures are made larger, so that small ones can be seen. */
const SEEN = 256;
const MOST_SCALE = 4;

/** Sides of a pixel's square. */
export function scaleOf([height]: Shape): number {
  return Math.max(1, Math.min(MOST_SCALE, Math.floor(SEEN / height)));
}

/** Frame i of frames [a, h·w·c]. */
export function frameOf(frames: Float32Array, i: number, shape: Shape): Float32Array {
  const pixels = sizeOf(shape);
  return frames.subarray(i * pixels, (i + 1) * pixels);
}

/** Images [h·w·c], or several one after the other, in a row. */
export function rowOf(images: readonly Float32Array[], shape: Shape, scale: number): Picture {
  const tiles = new Float32Array(images.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const image of images) {
    tiles.set(image, at);
    at += image.length;
  }
  return filmStrip({ tiles, shape, scale });
}
