import type { Scalar } from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { NamedTensors } from '@latent-paths/engine';
import { adamStep, averageStep, clipByGlobalNorm, globalNorm, initialAdam, weight } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';

/** Constants of the descent; the learning rate is an input of every step. */
export interface OptimiserSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Largest global norm of the gradient; longer ones are scaled down to it. No clipping where absent. */
  readonly clip?: number | undefined;
  /** β of the moving average of the weights that is kept beside them; none is where absent. */
  readonly average?: number | undefined;
}

/** State of a descent at its start: `weights/…`, Adam's moments, `adam/…`, and `average/…` where an average is kept. */
export function initialOptimiser(
  weights: NamedArrays,
  { average }: Pick<OptimiserSettings, 'average'> = {},
): NamedArrays {
  return {
    ...under('weights', weights),
    ...under('adam', initialAdam(weights)),
    ...(average !== undefined && under('average', weights)),
  };
}

/** What a descent has found: the average of the weights where one is kept, else the weights as they are. */
export function foundWeights(state: NamedArrays): NamedArrays {
  const average = within('average', state);
  return Object.keys(average).length > 0 ? average : within('weights', state);
}

export interface OptimiserStepOptions {
  /** As `initialDescent` gives it. */
  readonly state: NamedTensors;
  /** By the names of the weights. */
  readonly gradients: NamedTensors;
  /** The scalars `learning-rate` and `step`, 1 for the first. */
  readonly inputs: NamedTensors;
  readonly settings: OptimiserSettings;
}

/**
 * Clips the gradient by its global norm, makes one step of Adam and averages where it is asked to; `norm` is that
 * before clipping.
 */
export function optimiserStep({ state, gradients, inputs, settings }: OptimiserStepOptions): {
  next: NamedTensors;
  norm: Scalar;
} {
  const { clip, average: decay, ...adam } = settings;
  const step = weight(inputs, 'step', 0);
  const clipped = clip === undefined ? { gradients, norm: globalNorm(gradients) } : clipByGlobalNorm(gradients, clip);
  const next = adamStep({
    ...adam,
    weights: within('weights', state),
    gradients: clipped.gradients,
    moments: within('adam', state),
    learningRate: weight(inputs, 'learning-rate', 0),
    step,
  });
  const average =
    decay === undefined ? {} : averageStep({ average: within('average', state), weights: next.weights, step, decay });
  return {
    next: { ...under('weights', next.weights), ...under('adam', next.moments), ...under('average', average) },
    norm: clipped.norm,
  };
}
