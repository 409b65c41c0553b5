import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquaredDistance } from '../ops/distance.js';
import { required, type Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/** L_sym = ‖I(zA, zB, α) − I(zB, zA, 1−α)‖², latent²: 0 where the path from B to A is the path from A to B. */
export const symmetry = defineLoss({
  about: 'squared distance between the path and the path from B to A, ‖I(zA, zB, α) − I(zB, zA, 1−α)‖²',
  schema: z.object({}),
  worked: { z: [[0, 0]], zA: [[0, 0]], zB: [[3, 4]], alpha: [0], value: 25 },
  build: (): Loss => ({
    projections: 0,
    value(context) {
      const { z, zA, zB, alpha } = context;
      return meanSquaredDistance(z, required(context, 'interpolate')({ zA: zB, zB: zA, alpha: tf.sub(1, alpha) }));
    },
  }),
});
