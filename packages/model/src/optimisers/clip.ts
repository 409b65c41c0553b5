import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../weights.js';

/** √Σ‖g‖² over all tensors: the norm of the gradients as one vector. @throws if there is no tensor */
export function globalNorm(gradients: Weights): tf.Scalar {
  const squares = Object.values(gradients).map((g) => tf.sum<tf.Scalar>(tf.square(g)));
  return tf.sqrt(squares.reduce((total, square) => tf.add(total, square)));
}

export interface ClippedGradients {
  readonly gradients: Weights;
  /** Before clipping. */
  readonly norm: tf.Scalar;
}

/** Scales all gradients by min(1, maximum/norm), norm their global one. Source: Pascanu et al. 2013. */
export function clipByGlobalNorm(gradients: Weights, maximum: number): ClippedGradients {
  const norm = globalNorm(gradients);
  const scale = tf.div(maximum, tf.maximum(norm, maximum));
  return {
    gradients: Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, tf.mul(scale, g)])),
    norm,
  };
}
