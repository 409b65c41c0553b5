import { definePiece } from '@latent-paths/core';
import { z } from 'zod';
import { LINE_FACTORS, LINE_PIXELS, renderLine } from './render-line.js';
import { renderedCounts, renderedSource } from './rendered.js';
import type { ReadySet } from './source.js';

/**
 * Grey pictures of one line from the centre outwards, whose only factor is its angle: a circle (Berthelot et al. 2018,
 * ACAI).
 */
export const lines = definePiece({
  about: 'a line from the centre outwards at any angle (the ACAI benchmark), made on the fly',
  schema: z.object(renderedCounts),
  build: (counts): ReadySet => ({
    factors: LINE_FACTORS,
    open: ({ key }) =>
      renderedSource({
        kind: 'lines',
        shape: [LINE_PIXELS, LINE_PIXELS, 1],
        factors: LINE_FACTORS,
        render: renderLine,
        key,
        ...counts,
      }),
  }),
});
