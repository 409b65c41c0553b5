import { encodePng, type Picture } from '@latent-paths/data';
import { stackPictures } from '@latent-paths/trials/evaluation';
import { rowOf, scaleOf } from './tiles.js';
import type { WalkFormat } from './walk-format.js';

/** Squares of white between two legs. */
const BETWEEN_LEGS = 4;

export const png: WalkFormat = {
  kind: 'file',
  about: 'a film strip, the path above the straight line, the pictures themselves at both ends',
  encode({ shape, pictures, legs }) {
    const scale = scaleOf(shape);
    const strips = legs.map(({ frames, line }, leg) => {
      const row = (way: Float32Array) => rowOf([pictures[leg]!, way, pictures[leg + 1]!], shape, scale);
      return line === null ? row(frames) : stackPictures([row(frames), row(line.frames)], scale);
    });
    const [first, ...rest] = strips as [Picture, ...Picture[]]; // a walk has a leg
    return encodePng(stackPictures([first, ...rest], BETWEEN_LEGS * scale));
  },
};
