import { z } from 'zod';
import { definePiece } from '@latent-paths/core';
import { meanSquaredDistance } from '../ops/distance.js';
import type { Loss } from './loss.js';

/** L_attr = ‖z − ẑ‖², ẑ the linear point: holds the path near the straight line. */
export const attraction = definePiece({
  about: 'squared distance to the straight line at the same α, ‖z − ((1−α)zA + αzB)‖²',
  schema: z.object({}),
  build: (): Loss => ({ projections: 0, value: ({ z, linear }) => meanSquaredDistance(z, linear) }),
});
