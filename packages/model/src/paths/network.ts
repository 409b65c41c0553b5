import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { definePiece } from '@latent-paths/core';
import { glorotDeviation, heDeviation, initialLayer } from '../initial.js';
import { dense } from '../ops/dense.js';
import { interpolate } from '../ops/interpolate.js';
import { silu } from '../ops/silu.js';
import type { Weights } from '../weights.js';
import type { Path } from './path.js';

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

/**
 * I_θ: a multilayer perceptron f_θ on [zA, zB, α] (2d + 1 numbers), in one of three forms:
 * `direct` z = f_θ; `residual` z = ẑ + f_θ; `hard-endpoints` z = ẑ + 4α(1−α)·f_θ, exact at both ends.
 *
 * Source: `hard-endpoints` is the form of Kapuśniak et al. 2024, with factor 4 in place of 2.
 */
export const network = definePiece({
  about: 'a trained multilayer perceptron on [zA, zB, α]',
  schema: z.object({
    form: z
      .literal(['direct', 'residual', 'hard-endpoints'])
      .default('hard-endpoints')
      .describe('direct: z = f; residual: z = ẑ + f; hard-endpoints: z = ẑ + 4α(1−α)·f'),
    hidden: z.array(z.int().positive()).min(3).max(5).default([1024, 1024, 512]).describe('units of the hidden layers'),
    activation: z.literal(['relu', 'silu']).default('silu'),
    outputScale: z
      .number()
      .positive()
      .default(0.01)
      .describe('scale of the last layer’s weights at the start, relative to Glorot’s'),
  }),
  build: ({ form, hidden, activation, outputScale }): Path => ({
    trained: true,
    projections: 0,
    initial(latentSize, key) {
      const sizes = [2 * latentSize + 1, ...hidden, latentSize];
      const layers = sizes.slice(1).map((m, i) => {
        const n = sizes[i]!;
        const last = i === hidden.length;
        const deviation = last ? outputScale * glorotDeviation(n, m) : heDeviation(n);
        return initialLayer({ name: last ? 'output' : `hidden${i}`, shape: [n, m], outputs: m, deviation, key });
      });
      return Object.assign({}, ...layers);
    },
    prepare: (pairs, { weights }) => ({
      at(alpha) {
        const f = perceptron({ weights, hidden: hidden.length, activation: ACTIVATIONS[activation], x: tf.concat([pairs.zA, pairs.zB, alpha], 1) });
        return { z: FORMS[form]({ f, linear: interpolate({ ...pairs, alpha }), alpha }) };
      },
    }),
  }),
});

interface PerceptronOptions {
  readonly weights: Weights;
  /** Number of hidden layers. */
  readonly hidden: number;
  readonly activation: (x: tf.Tensor2D) => tf.Tensor2D;
  readonly x: tf.Tensor2D;
}

function perceptron({ weights, hidden, activation, x }: PerceptronOptions): tf.Tensor2D {
  let h = x;
  for (let i = 0; i < hidden; i++) h = activation(dense(weights, `hidden${i}`, h));
  return dense(weights, 'output', h);
}
