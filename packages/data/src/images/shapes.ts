import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { renderShape, SHAPE_FACTORS } from './render-shape.js';
import { renderedCounts, renderedSource } from './rendered.js';
import type { ReadySet } from './source.js';

/**
 * Colour pictures of one circle, square or triangle on a dark ground, made on the fly from known continuous factors.
 */
export const shapes = definePiece({
  about: 'coloured circles, squares and triangles with known continuous factors, made on the fly',
  schema: z.object({
    size: z.literal([32, 64]).default(32).describe('height and width in pixels'),
    ...renderedCounts,
  }),
  build: ({ size, ...counts }): ReadySet => ({
    factors: SHAPE_FACTORS,
    shape: [size, size, 3],
    open: ({ key }) =>
      renderedSource({
        kind: 'shapes',
        shape: [size, size, 3],
        factors: SHAPE_FACTORS,
        render: (factors, out, offset) => renderShape(factors, size, out, offset),
        key,
        ...counts,
      }),
  }),
});
