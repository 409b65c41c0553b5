import * as tf from '@tensorflow/tfjs-core';
import { type NamedArrays, type Shape } from '@latent-paths/core';
import { zeroArray } from '../initial.js';
import type { Weights } from '../weights.js';

const mean = (name: string) => `mean/${name}`;
const square = (name: string) => `square/${name}`;

/** Adam's moments at the start, all 0: `mean/w` and `square/w` for each weight w. */
export function initialAdam(weights: Readonly<Record<string, { readonly shape: Shape }>>): NamedArrays {
  return Object.fromEntries(
    Object.entries(weights).flatMap(([name, { shape }]) => [
      [mean(name), zeroArray(shape)],
      [square(name), zeroArray(shape)],
    ]),
  );
}

export interface AdamOptions {
  readonly weights: Weights;
  /** By the names of the weights. */
  readonly gradients: Weights;
  /** Of `initialAdam`, or of the step before. */
  readonly moments: Weights;
  /** Scalar. */
  readonly learningRate: tf.Scalar;
  /** Number t of this step, 1 for the first; scalar float32 (exact to 2²⁴). */
  readonly step: tf.Scalar;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

export interface AdamResult {
  readonly weights: Weights;
  readonly moments: Weights;
}

/**
 * One step of Adam: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − η·m̂/(√v̂ + ε), with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ).
 *
 * Computed as w − η_t·m/(√v + ε_t), η_t = η·√(1−β₂ᵗ)/(1−β₁ᵗ), ε_t = ε·√(1−β₂ᵗ), which is the same and leaves the
 * corrections to scalars.
 * Source: Kingma & Ba 2015. β₂ is 0.99 by default, where the paper has 0.999.
 */
export function adamStep(options: AdamOptions): AdamResult {
  const { weights, gradients, moments, learningRate, step, beta1 = 0.9, beta2 = 0.99, epsilon = 1e-8 } = options;
  const correction2 = tf.sqrt(biasCorrection(beta2, step));
  const rate = tf.div(tf.mul(learningRate, correction2), biasCorrection(beta1, step));
  const floor = tf.mul(epsilon, correction2);

  const nextWeights: Record<string, tf.Tensor> = {};
  const nextMoments: Record<string, tf.Tensor> = {};
  for (const [name, w] of Object.entries(weights)) {
    const g = named(gradients, name, 'gradients');
    const m = tf.add(tf.mul(beta1, named(moments, mean(name), 'moments')), tf.mul(1 - beta1, g));
    const v = tf.add(tf.mul(beta2, named(moments, square(name), 'moments')), tf.mul(1 - beta2, tf.square(g)));
    nextWeights[name] = tf.sub(w, tf.mul(rate, tf.div(m, tf.add(tf.sqrt(v), floor))));
    nextMoments[mean(name)] = m;
    nextMoments[square(name)] = v;
  }
  return { weights: nextWeights, moments: nextMoments };
}

/** 1 − βᵗ */
function biasCorrection(beta: number, step: tf.Scalar): tf.Scalar {
  return tf.sub(1, tf.exp(tf.mul(Math.log(beta), step)));
}

function named(tensors: Weights, name: string, where: string): tf.Tensor {
  const tensor = tensors[name];
  if (tensor === undefined)
    throw new RangeError(`adamStep: expected ${name} among the ${where}, got ${Object.keys(tensors).join(', ')}`);
  return tensor;
}
