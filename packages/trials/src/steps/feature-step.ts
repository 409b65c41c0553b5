import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { denoisingLoss, imageFeatures, valuesAndGradients, weight, type ImageShape } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { optimiserStep, initialOptimiser, type OptimiserSettings } from './optimiser-step.js';
import { scalar, specsOf } from './specs.js';

export interface FeatureTrainingStepOptions {
  readonly imageShape: ImageShape;
  /** Images a step. */
  readonly batch: number;
  readonly descent: OptimiserSettings;
  readonly weights: NamedArrays;
}

/**
 * One step of training the feature network. Inputs: `images` and `noise` [b, h, w, c], the scalars `learning-rate` and
 * `step` (1 for the first). Output: the scalar `total`, the squared error of what is restored, mean over the batch.
 */
export function featureTrainingStep({
  imageShape,
  batch,
  descent,
  weights,
}: FeatureTrainingStepOptions): StepDefinition {
  const images = { shape: [batch, ...imageShape], dtype: 'float32' } as const;
  return {
    name: 'feature-training',
    frozen: {},
    state: specsOf(initialOptimiser(weights)),
    inputs: { images, noise: images, 'learning-rate': scalar, step: scalar },
    run({ state, inputs }) {
      const { values, gradients } = valuesAndGradients(within('weights', state), (current) => ({
        total: denoisingLoss({
          weights: current,
          imageShape,
          x: weight(inputs, 'images', 4),
          noise: weight(inputs, 'noise', 4),
        }),
      }));
      return { state: optimiserStep({ state, gradients, inputs, settings: descent }).next, outputs: values };
    },
  };
}

export interface FeatureStepOptions {
  /** Of the feature network, frozen. */
  readonly weights: NamedArrays;
  readonly imageShape: ImageShape;
  readonly batch: number;
}

/** The features of a batch of `images` [b, h, w, c]: `features` [b, f]. */
export function featureStep({ weights, imageShape, batch }: FeatureStepOptions): StepDefinition {
  return {
    name: 'features',
    frozen: under('features', weights),
    state: {},
    inputs: { images: { shape: [batch, ...imageShape], dtype: 'float32' } },
    run: ({ frozen, inputs }) => ({
      state: {},
      outputs: { features: imageFeatures(within('features', frozen), weight(inputs, 'images', 4)) },
    }),
  };
}
