import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { interpolate } from '../ops/interpolate.js';
import { initialPerceptron, perceptron } from '../ops/perceptron.js';
import type { Path } from './path.js';
import { definePath } from './define-path.js';
import { ACTIVATIONS, FEATURES, FORMS, networkKeys } from './network-form.js';
import type { LatentSpace } from '../latent-space.js';

/** Of latents at places that have more numbers, a path of convolutions is the usual one. */
const MANY = 1024;
/** Weights and the two moments of each fill 600 MB. */
const MOST_WEIGHTS = 50_000_000;

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
    form: networkKeys.form,
    inputs: networkKeys.inputs,
    alphaScale: networkKeys.alphaScale,
    hidden: z
      .array(z.int().positive())
      .min(1)
      .max(5)
      .default([1024, 1024, 512])
      .describe('units of the hidden layers, one to five'),
    activation: networkKeys.activation,
    outputScale: networkKeys.outputScale,
  }),
  worked: { zA: [0, 0], zB: [2, 4], alpha: 0.5, answer: 3, point: [1 + 3, 2 + 3] },
  build: ({ form, inputs, alphaScale, hidden, activation, outputScale }): Path => ({
    trained: true,
    projections: 0,
    refusal: (space) =>
      refusalOf(countWeights([numbersSeen(inputs, space.latentSize), ...hidden, space.latentSize]), space),
    advice: adviceOn,
    initial: ({ latentSize }, key) =>
      initialPerceptron({
        inputs: numbersSeen(inputs, latentSize),
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

function numbersSeen(inputs: keyof typeof FEATURES, latentSize: number): number {
  return FEATURES[inputs].latents * latentSize + 1;
}

function countWeights(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i]! + 1) * size, 0);
}

function refusalOf(weights: number, { latentSize, places }: LatentSpace): string | null {
  if (weights <= MOST_WEIGHTS) return null;
  const [most, got] = [MOST_WEIGHTS, weights].map((count) => count.toLocaleString('en-US'));
  const remedy =
    places === undefined
      ? 'give path.hidden fewer units'
      : 'write path: { kind: convolutional }, whose weights are shared by all places';
  return (
    `expected at most ${most} weights, got ${got} of a multilayer perceptron on latents of ${latentSize} numbers; ` +
    remedy
  );
}

function adviceOn({ latentSize, places }: LatentSpace): string | null {
  if (places === undefined || latentSize <= MANY || places.height * places.width === 1) return null;
  const { channels, height, width } = places;
  return (
    `a multilayer perceptron on latents of ${latentSize} numbers, ${channels} channels at ${height} × ${width} ` +
    'places, where path: { kind: convolutional } has weights that are shared by all places'
  );
}
