import { z } from 'zod';
import { meanSquaredDistance } from '../ops/distance.js';
import type { Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/** L_attr = ‖z − ẑ‖², latent², ẑ the linear point. It holds the path near the straight line. */
export const attraction = defineLoss({
  about: 'squared distance to the straight line at the same α, ‖z − ((1−α)zA + αzB)‖²',
  schema: z.object({}),
  worked: { z: [[1, 4]], zA: [[0, 0]], zB: [[2, 4]], alpha: [0.5], value: 4 },
  build: (): Loss => ({ projections: 0, value: ({ z, linear }) => meanSquaredDistance(z, linear) }),
});
