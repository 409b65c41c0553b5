import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquaredDistance } from '../ops/distance.js';
import { required, type Loss } from './loss.js';
import { defineLoss } from './define-loss.js';

/**
 * L_end = ‖I(zA, zB, 0) − zA‖² + ‖I(zA, zB, 1) − zB‖², latent²: holds both ends of each point's path, whatever its own
 * α. It is 0 for a path of the form `hard-endpoints`.
 */
export const endpoint = defineLoss({
  about: 'squared distances of the path’s two ends from the latents that it should join',
  schema: z.object({}),
  worked: { z: [[0, 0]], zA: [[0, 0]], zB: [[3, 4]], alpha: [0], value: 25 },
  build: (): Loss => ({
    projections: 0,
    value(context) {
      const interpolate = required(context, 'interpolate');
      const { zA, zB, alpha } = context;
      const first = interpolate({ zA, zB, alpha: tf.zerosLike(alpha) });
      const last = interpolate({ zA, zB, alpha: tf.onesLike(alpha) });
      return tf.add(meanSquaredDistance(first, zA), meanSquaredDistance(last, zB));
    },
  }),
});
