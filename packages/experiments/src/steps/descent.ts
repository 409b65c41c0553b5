import type { Scalar } from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { NamedTensors } from '@latent-paths/engine';
import { adamStep, clipByGlobalNorm, globalNorm, initialAdam, weight } from '@latent-paths/model';
import { under, within } from '../names.js';

/** Constants of the descent; the learning rate is an input of every step. */
export interface DescentSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Largest global norm of the gradient; longer ones are scaled down to it. No clipping where absent. */
  readonly clip?: number | undefined;
}

/** State of a descent at its start: `weights/…` and Adam's moments, `adam/…`. */
export function initialDescent(weights: NamedArrays): NamedArrays {
  return { ...under('weights', weights), ...under('adam', initialAdam(weights)) };
}

export interface DescendOptions {
  /** `weights/…` and `adam/…` */
  readonly state: NamedTensors;
  /** By the names of the weights. */
  readonly gradients: NamedTensors;
  /** The scalars `learning-rate` and `step`, 1 for the first. */
  readonly inputs: NamedTensors;
  readonly settings: DescentSettings;
}

/** Clips the gradient by its global norm and makes one step of Adam; `norm` is that before clipping. */
export function descend({ state, gradients, inputs, settings }: DescendOptions): { next: NamedTensors; norm: Scalar } {
  const { clip, ...adam } = settings;
  const clipped = clip === undefined ? { gradients, norm: globalNorm(gradients) } : clipByGlobalNorm(gradients, clip);
  const next = adamStep({
    ...adam,
    weights: within('weights', state),
    gradients: clipped.gradients,
    moments: within('adam', state),
    learningRate: weight(inputs, 'learning-rate', 0),
    step: weight(inputs, 'step', 0),
  });
  return { next: { ...under('weights', next.weights), ...under('adam', next.moments) }, norm: clipped.norm };
}
