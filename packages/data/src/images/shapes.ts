import { definePiece, split, uniformAt, type Factor, type Key } from '@latent-paths/core';
import { z } from 'zod';
import { renderShape, SHAPE_FACTORS } from './render-shape.js';
import { checkImageIndex, type ImageContext, type ImageSource } from './source.js';

/** Where a uniform draw u in [0, 1) lies in the factor's range. */
function factorAt(factor: Factor, u: number): number {
  const [low, high] = factor.range;
  return factor.kind === 'categorical' ? low + Math.floor(u * (high - low + 1)) : low + u * (high - low);
}

/** Independent uniform factors of image `index`: a pure function of the stream and the index. */
function drawFactors(stream: Key, index: number): Float64Array {
  return Float64Array.from(SHAPE_FACTORS, (factor, i) => factorAt(factor, uniformAt(stream, index * SHAPE_FACTORS.length + i)));
}

/** Colour pictures of one circle, square or triangle on a dark ground, made on the fly from known continuous factors. */
export const shapes = definePiece({
  about: 'coloured circles, squares and triangles with known continuous factors, made on the fly',
  schema: z.object({
    size: z.literal([32, 64]).default(32).describe('height and width in pixels'),
    train: z.int().positive().default(200_000).describe('distinct images to train on'),
    heldOut: z.int().positive().default(10_000).describe('distinct images that nothing is trained on'),
  }),
  build:
    ({ size: pixels, train, heldOut }) =>
    ({ key }: ImageContext): ImageSource => {
      const size = { train, heldOut };
      const streams = { train: split(key, 'train'), heldOut: split(key, 'heldOut') };
      const factorsOf: ImageSource['factorsOf'] = (part, index) => {
        checkImageIndex('shapes', size, part, index);
        return drawFactors(streams[part], index);
      };
      return {
        shape: [pixels, pixels, 3],
        size,
        factors: SHAPE_FACTORS,
        write: (part, index, out, offset) => renderShape(factorsOf(part, index), pixels, out, offset),
        factorsOf,
        render: (factors, out, offset) => renderShape(factors, pixels, out, offset),
      };
    },
});
