import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { GLYPH_FACTORS, GLYPH_PIXELS, renderGlyph } from './render-glyph.js';
import { renderedCounts, renderedSource } from './rendered.js';
import type { ReadySet } from './source.js';

/** Grey pictures of one sign that only moves: flat in its factors, very curved in pixels. */
export const glyph = definePiece({
  about: 'one sign that only moves: flat in its factors, very curved in pixels; made on the fly',
  schema: z.object(renderedCounts),
  build: (counts): ReadySet => ({
    factors: GLYPH_FACTORS,
    open: ({ key }) =>
      renderedSource({
        kind: 'glyph',
        shape: [GLYPH_PIXELS, GLYPH_PIXELS, 1],
        factors: GLYPH_FACTORS,
        render: renderGlyph,
        key,
        ...counts,
      }),
  }),
});
