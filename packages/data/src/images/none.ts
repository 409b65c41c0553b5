import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import type { ImageSource, ReadySet } from './source.js';

const side = z.int().positive();

/** No pictures: what is there is latents and a VAE. What decodes of these has a shape all the same. */
export const none = definePiece({
  about: 'no pictures: pool.latents and an imported VAE are all that is there',
  schema: z.object({
    shape: z.tuple([side, side, z.literal([1, 3])]).describe('of the pictures that D gives: [height, width, channels]'),
  }),
  examples: [{ shape: [32, 32, 3] }],
  build: ({ shape }): ReadySet => ({ factors: [], shape, open: () => emptySource(shape) }),
});

function emptySource(shape: ImageSource['shape']): ImageSource {
  const refuse = (): never => {
    throw new Error('none: expected a source with pictures, got data of kind none. Name your pictures by data.');
  };
  return {
    shape,
    size: { train: 0, heldOut: 0 },
    factors: [],
    write: refuse,
    factorsOf: refuse,
    render: refuse,
  };
}
