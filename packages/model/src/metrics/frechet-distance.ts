import { gaussianOf, squaredFrechetDistance } from './gaussian.js';
import type { SetMetric } from './metric.js';

/**
 * ‖μ₁−μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½), μ and Σ the mean and covariance of the features of the images and of all real
 * ones.
 *
 * The features are those of a small denoising network that is trained here, on images of the same source: the figure is
 * no FID, and is comparable only where that network is the same. It is biased upwards where the images are few. Source:
 * Dowson & Landau 1982; for images, Heusel et al. 2017.
 */
export const frechetDistance: SetMetric = {
  about:
    'Fréchet distance of the images at α = ½ to real images, in the features of a denoising network trained here; ' +
    'not FID',
  againstReal: true,
  worked: { features: [0, 2], realFeatures: [3, 5], value: (4 - 1) ** 2 },
  value: ({ features, realFeatures, featureSize }) =>
    squaredFrechetDistance(gaussianOf(features, featureSize), gaussianOf(realFeatures, featureSize)),
};
