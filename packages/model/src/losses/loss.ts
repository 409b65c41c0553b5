import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import { interpolate } from '../ops/interpolate.js';

/** What a loss may see of a batch of path points. */
export interface LossContext {
  /** Points of the path [b, d]: what the gradient goes to. */
  readonly z: Tensor2D;
  /** The linear points ẑ = (1−α)·zA + α·zB [b, d]. */
  readonly linear: Tensor2D;
  readonly zA: Tensor2D;
  readonly zB: Tensor2D;
  /** [b, 1] */
  readonly alpha: Tensor2D;
  /** P; it is computed once for a tensor, however many losses ask. */
  readonly project: (z: Tensor2D) => Tensor2D;
}

/** A term of the objective. */
export interface Loss {
  /** Evaluations of P a point; those at `context.z` are shared by all losses of a batch. */
  readonly projections: number;
  /** True where the gradient is by intention not that of the value, as where it stops on the way: central differences say nothing of it. */
  readonly stopsGradient?: boolean;
  /** Mean over the batch; sums over d. */
  value(context: LossContext): Scalar;
}

/**
 * Makes the context of one batch: adds ẑ, and shares P between losses.
 *
 * To be called inside the function that is differentiated: what it shares belongs to that function's tape.
 */
export function lossContext(options: Omit<LossContext, 'linear'>): LossContext {
  const shared = new Map<Tensor2D, Tensor2D>();
  return {
    ...options,
    linear: interpolate(options),
    project(z) {
      const known = shared.get(z);
      if (known !== undefined) return known;
      const made = options.project(z);
      shared.set(z, made);
      return made;
    },
  };
}
