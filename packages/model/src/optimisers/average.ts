import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../weights.js';

export interface AverageOptions {
  /** ā of the step before, by the names of the weights; of no consequence before the first step. */
  readonly average: Weights;
  /** θ after this step. */
  readonly weights: Weights;
  /** Number t of this step, 1 for the first; scalar float32. */
  readonly step: tf.Scalar;
  /** β, in [0, 1). */
  readonly decay: number;
}

/**
 * The exponential moving average of weights, ā_t = Σ_s β^(t−s)·θ_s / Σ_s β^(t−s) over the steps s = 1…t, made from the
 * one before: ā ← ā + (1−β)/(1−βᵗ)·(θ − ā). As Adam's moments, it does not lean to where it started.
 *
 * Sources: Polyak & Juditsky 1992 (averaging); Yazıcı et al. 2019 (exponential, in adversarial training).
 * @throws if a weight has no average
 */
export function averageStep({ average, weights, step, decay }: AverageOptions): Weights {
  const share = tf.div(1 - decay, tf.sub(1, decay === 0 ? 0 : tf.exp(tf.mul(Math.log(decay), step))));
  return Object.fromEntries(
    Object.entries(weights).map(([name, w]) => {
      const before = average[name];
      if (before === undefined)
        throw new RangeError(
          `averageStep: expected ${name} among the averages, got ${Object.keys(average).join(', ')}`,
        );
      return [name, tf.add(before, tf.mul(share, tf.sub(w, before)))];
    }),
  );
}
