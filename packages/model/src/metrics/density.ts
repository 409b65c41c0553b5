import type { SetMetric } from './metric.js';

/**
 * Mean number of real images within whose radius an image lies, over k: (1/kc)·Σ_j Σ_i 1[‖real_i − image_j‖ < ρ_i], ρ_i
 * the distance of real image i to its k-th nearest other real image, k = 5, in feature space. About 1 for real images;
 * not bounded by 1.
 * Source: Naeem et al. 2020.
 */
export const density: SetMetric = {
  about:
    'the number of real images near an image at α = ½, relative to real images, which have 1 ' +
    '(features of a denoising network trained here, k = 5)',
  againstReal: true,
  worked: { features: [0, 0, 0, 100, 100, 100], realFeatures: [0, 1, 2, 3, 4, 5], value: (3 * 3) / (5 * 6) },
  value({ neighbours }) {
    if (neighbours === null) return null;
    const { k, count, realRadii, distances } = neighbours;
    return (
      distances.reduce((inside, distance, at) => inside + (distance < realRadii[Math.floor(at / count)]! ? 1 : 0), 0) /
      (k * count)
    );
  },
};
