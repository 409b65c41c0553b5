import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { interpolate } from '../ops/interpolate.js';
import { initialPerceptron, perceptron } from '../ops/perceptron.js';
import { silu } from '../ops/silu.js';
import type { Path } from './path.js';
import { definePath } from './define-path.js';

interface FormArguments {
  /** f_θ(zA, zB, α) [b, d] */
  readonly f: tf.Tensor2D;
  /** The linear point ẑ [b, d]. */
  readonly linear: tf.Tensor2D;
  /** [b, 1] */
  readonly alpha: tf.Tensor2D;
}

/** How the network's output f_θ becomes a point. */
const FORMS = {
  direct: ({ f }: FormArguments): tf.Tensor2D => f,
  residual: ({ f, linear }: FormArguments): tf.Tensor2D => tf.add(linear, f),
  'hard-endpoints': ({ f, linear, alpha }: FormArguments): tf.Tensor2D =>
    tf.add(linear, tf.mul(tf.mul(4, tf.mul(alpha, tf.sub(1, alpha))), f)),
} as const;

const ACTIVATIONS = { relu: (x: tf.Tensor2D) => tf.relu(x), silu: (x: tf.Tensor2D) => silu(x) } as const;

interface FeatureArguments {
  readonly zA: tf.Tensor2D;
  readonly zB: tf.Tensor2D;
  readonly linear: tf.Tensor2D;
}

/** What the network sees besides α, in latents. */
const FEATURES = {
  ends: { latents: 2, of: ({ zA, zB }: FeatureArguments): tf.Tensor2D[] => [zA, zB] },
  linear: { latents: 1, of: ({ linear }: FeatureArguments): tf.Tensor2D[] => [linear] },
  'ends-linear': { latents: 3, of: ({ zA, zB, linear }: FeatureArguments): tf.Tensor2D[] => [zA, zB, linear] },
} as const;

/**
 * I_θ: a multilayer perceptron f_θ on [zA, zB, α] (2d + 1 numbers; `inputs` may give it ẑ, too, or alone; α is
 * centred), in one of three forms: `direct` z = f_θ; `residual` z = ẑ + f_θ; `hard-endpoints` z = ẑ + 4α(1−α)·f_θ,
 * exact at both ends.
 *
 * Source: `hard-endpoints` is the form of Kapuśniak et al. 2024, with factor 4 in place of 2.
 */
export const network = definePath({
  about: 'a trained multilayer perceptron on [zA, zB, α]',
  schema: z.object({
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
    hidden: z.array(z.int().positive()).min(3).max(5).default([1024, 1024, 512]).describe('units of the hidden layers'),
    activation: z.literal(['relu', 'silu']).default('silu'),
    outputScale: z
      .number()
      .positive()
      .default(0.01)
      .describe('scale of the last layer’s weights at the start, relative to Glorot’s'),
  }),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, answer: 3, point: [1 + 3, 2 + 3] },
  build: ({ form, inputs, alphaScale, hidden, activation, outputScale }): Path => ({
    trained: true,
    projections: 0,
    initial: (latentSize, key) =>
      initialPerceptron({
        inputs: FEATURES[inputs].latents * latentSize + 1,
        hidden,
        outputs: latentSize,
        outputScale,
        key,
      }),
    prepare: (pairs, { weights }) => ({
      at(alpha) {
        const linear = interpolate({ ...pairs, alpha });
        const x: tf.Tensor2D = tf.concat(
          [...FEATURES[inputs].of({ ...pairs, linear }), tf.mul(alphaScale, tf.sub(alpha, 0.5))],
          1,
        );
        const f = perceptron({ weights, hidden: hidden.length, activation: ACTIVATIONS[activation], x });
        return { z: FORMS[form]({ f, linear, alpha }) };
      },
    }),
  }),
});
