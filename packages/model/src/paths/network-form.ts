import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { silu } from '../ops/silu.js';

interface FormArguments {
  /** f_θ(zA, zB, α) [b, d] */
  readonly f: tf.Tensor2D;
  /** The linear point ẑ [b, d]. */
  readonly linear: tf.Tensor2D;
  /** [b, 1] */
  readonly alpha: tf.Tensor2D;
}

/** How the network's output f_θ becomes a point. */
export const FORMS = {
  direct: ({ f }: FormArguments): tf.Tensor2D => f,
  residual: ({ f, linear }: FormArguments): tf.Tensor2D => tf.add(linear, f),
  'hard-endpoints': ({ f, linear, alpha }: FormArguments): tf.Tensor2D =>
    tf.add(linear, tf.mul(tf.mul(4, tf.mul(alpha, tf.sub(1, alpha))), f)),
} as const;

/** Element by element. */
export const ACTIVATIONS = {
  relu: <T extends tf.Tensor>(x: T): T => tf.relu(x),
  silu: <T extends tf.Tensor>(x: T): T => silu(x),
} as const;

interface FeatureArguments {
  readonly zA: tf.Tensor2D;
  readonly zB: tf.Tensor2D;
  readonly linear: tf.Tensor2D;
}

/** What the network sees besides α, in latents. */
export const FEATURES = {
  ends: { latents: 2, of: ({ zA, zB }: FeatureArguments): tf.Tensor2D[] => [zA, zB] },
  linear: { latents: 1, of: ({ linear }: FeatureArguments): tf.Tensor2D[] => [linear] },
  'ends-linear': { latents: 3, of: ({ zA, zB, linear }: FeatureArguments): tf.Tensor2D[] => [zA, zB, linear] },
} as const;

/** Parameters of every trained path, whatever its network is made of. */
export const networkKeys = {
  form: z
    .literal(['direct', 'residual', 'hard-endpoints'])
    .default('hard-endpoints')
    .describe('direct: z = f; residual: z = ẑ + f; hard-endpoints: z = ẑ + 4α(1−α)·f'),
  inputs: z
    .literal(['ends', 'linear', 'ends-linear'])
    .default('ends')
    .describe('what f sees beside α: zA and zB; the linear point ẑ; or all three'),
  alphaScale: z
    .number()
    .positive()
    .default(1)
    .describe('f sees alphaScale·(α − ½): the weights of α start that much larger'),
  activation: z.literal(['relu', 'silu']).default('silu'),
  outputScale: z
    .number()
    .positive()
    .default(0.01)
    .describe('scale of the last layer’s weights at the start, relative to Glorot’s'),
};
