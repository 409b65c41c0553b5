import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from './weights.js';

export interface ValuesAndGradients<Values extends { readonly total: tf.Scalar }> {
  /** What the function returned. */
  readonly values: Values;
  /** ∂total/∂w for each weight, by its name. */
  readonly gradients: Weights;
}

/**
 * Values of f and the gradient of its `total` in every weight, in one pass.
 *
 * tfjs-core's build for Node knows no kernel's gradient: whoever runs this has registered them.
 * @throws if `total` does not depend on one of the weights, or there are none
 */
export function valuesAndGradients<
  Values extends { readonly [Name in keyof Values]: tf.Tensor } & { readonly total: tf.Scalar },
>(weights: Weights, f: (weights: Weights) => Values): ValuesAndGradients<Values> {
  const names = Object.keys(weights);
  const kept: Record<string, tf.Tensor> = {};
  const { grads } = tf.valueAndGrads((...tensors) => {
    const values = f(Object.fromEntries(names.map((name, i) => [name, tensors[i]!])));
    // tfjs frees all but the value that it differentiates.
    for (const [name, value] of Object.entries<tf.Tensor>(values)) kept[name] = tf.keep(tf.clone(value));
    return values.total;
  })(names.map((name) => weights[name]!));
  const values = Object.fromEntries(
    Object.entries(kept).map(([name, value]) => {
      const owned = tf.clone(value);
      value.dispose();
      return [name, owned];
    }),
  );
  // Each name of f's result has been copied above.
  return {
    values: values as unknown as Values,
    gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])),
  };
}
