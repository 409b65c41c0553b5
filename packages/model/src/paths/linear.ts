import { z } from 'zod';
import { interpolate } from '../ops/interpolate.js';
import { untrained, type Path } from './path.js';
import { definePath } from './define-path.js';

/** ẑ = (1−α)·zA + α·zB: the straight line, and the formula that a trained path replaces. */
export const linear = definePath({
  about: 'the straight line between the two latents, (1−α)·zA + α·zB',
  schema: z.object({}),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, point: [1, 2] },
  build: (): Path => ({
    ...untrained,
    prepare: (pairs) => ({ at: (alpha) => ({ z: interpolate({ ...pairs, alpha }) }) }),
  }),
});
