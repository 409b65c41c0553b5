import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { definePiece } from '@latent-paths/core';
import { meanSquaredDistance } from '../ops/distance.js';
import { required, type Loss } from './loss.js';

/** L_sym = ‖I(zA, zB, α) − I(zB, zA, 1−α)‖²: 0 where the way back is the way there. */
export const symmetry = definePiece({
  about: 'squared distance between the path and the path from B to A, ‖I(zA, zB, α) − I(zB, zA, 1−α)‖²',
  schema: z.object({}),
  build: (): Loss => ({
    projections: 0,
    value(context) {
      const { z, zA, zB, alpha } = context;
      return meanSquaredDistance(z, required(context, 'interpolate')({ zA: zB, zB: zA, alpha: tf.sub(1, alpha) }));
    },
  }),
});
