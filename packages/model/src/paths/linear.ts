import { z } from 'zod';
import { definePiece } from '@latent-paths/core';
import { interpolate } from '../ops/interpolate.js';
import { untrained, type Path } from './path.js';

/** ẑ = (1−α)·zA + α·zB: the straight line, and the formula that a trained path replaces. */
export const linear = definePiece({
  about: 'the straight line between the two latents, (1−α)·zA + α·zB',
  schema: z.object({}),
  build: (): Path => ({
    ...untrained,
    prepare: (pairs) => ({ at: (alpha) => ({ z: interpolate({ ...pairs, alpha }) }) }),
  }),
});
