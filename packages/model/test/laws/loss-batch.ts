import * as tf from '@tensorflow/tfjs-core';
import { interpolate, lossContext, type InterpolateOptions, type LossContext } from '../../src/index.js';
import { vaeContext } from '../../src/paths/vae-context.js';
import { column, normal, tinyVae, uniform } from '../support.js';

/** Numbers in a latent. */
export const D = 4;

const vae = vaeContext(tinyVae());

/** Three points that losses are tried on, with all that any of them reads. */
export const batch = {
  zA: normal('a', [3, D]),
  zB: normal('b', [3, D]),
  alpha: column([0.1, 0.5, 0.8]),
  pool: normal('pool', [3, D]),
  noise: normal('noise', [3, D]),
  level: uniform('level', [3, 1]),
  project: vae.project,
  decode: vae.decode,
};

/** A path that misses both ends, ẑ + tanh([zA, zB, α]·w) + (1 + α³)·bend, with its points. */
const w = normal('w', [2 * D + 1, D]);

/** As many rows as a loss asks for that sees a share of the batch. */
const firstOf = (bend: tf.Tensor, { alpha }: InterpolateOptions): tf.Tensor =>
  bend.rank === 0 ? bend : tf.slice(bend, [0, 0], [alpha.shape[0], -1]);

/** The path and its points with a bend added. */
export const along = (bend: tf.Tensor) => {
  const bent = (at: InterpolateOptions): tf.Tensor2D =>
    tf.add(
      tf.add(interpolate(at), tf.tanh(tf.matMul(tf.concat([at.zA, at.zB, at.alpha], 1), w))),
      tf.mul(tf.add(1, tf.pow(at.alpha, 3)), firstOf(bend, at)),
    );
  return { interpolate: bent, z: bent(batch) };
};

/** What a loss sees of the batch. */
export const context = (overrides: Partial<LossContext> = {}): LossContext =>
  lossContext({ ...along(tf.scalar(0)), ...batch, ...overrides });
