import { sizeOf } from '@latent-paths/core';
import { encodeAnimation, type AnimationFormat } from '@latent-paths/data';
import { frameOf, rowOf, scaleOf } from './tiles.js';
import type { WalkFormat } from './walk-format.js';

/** Milliseconds of a frame, and of one that shows a given picture. */
const FRAME = 80;
const STAY = 640;

function animation(format: AnimationFormat, name: string): WalkFormat {
  return {
    kind: 'file',
    about: `${name} that repeats, the path on the left and the straight line on the right`,
    async encode({ shape, legs }) {
      const scale = scaleOf(shape);
      const delays: number[] = [];
      const frames = legs.flatMap(({ frames: path, line }) => {
        const count = path.length / sizeOf(shape);
        return Array.from({ length: count }, (_, i) => {
          delays.push(delays.length === 0 || i === count - 1 ? STAY : FRAME);
          const ways = line === null ? [path] : [path, line.frames];
          return rowOf(
            ways.map((way) => frameOf(way, i, shape)),
            shape,
            scale,
          );
        });
      });
      return encodeAnimation(format, { frames, delays });
    },
  };
}

export const gif = animation('gif', 'a GIF');
export const webp = animation('webp', 'a WebP');
