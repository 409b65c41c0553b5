import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { LossContext } from './loss.js';

/** Parameter of losses that cost much more per point than others. */
export const shareOfBatch = z
  .number()
  .positive()
  .max(1)
  .default(1)
  .describe(
    'share of the batch’s points on which it is computed, the first ones: a term that costs more than the others ' +
      'then allows more points in the same time',
  );

/** The first rows of an array of one row per point, a share of the batch; the array itself if that is all of it. */
export function firstRows(rows: tf.Tensor2D, share: number): tf.Tensor2D {
  return share === 1 ? rows : tf.slice(rows, [0, 0], [Math.round(share * rows.shape[0]), -1]);
}

/** What a loss sees of the first points of a batch. */
export function firstPoints(context: LossContext, share: number): LossContext {
  if (share === 1) return context;
  const { z, linear, zA, zB, alpha, pool, noise, level } = context;
  const first = (rows: tf.Tensor2D): tf.Tensor2D => firstRows(rows, share);
  return {
    ...context,
    z: first(z),
    linear: first(linear),
    zA: first(zA),
    zB: first(zB),
    alpha: first(alpha),
    ...(pool && { pool: first(pool) }),
    ...(noise && { noise: first(noise) }),
    ...(level && { level: first(level) }),
  };
}
