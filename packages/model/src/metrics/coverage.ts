import type { SetMetric } from './metric.js';

/**
 * Share of the real images within whose radius at least one image lies: (1/c)·Σ_i 1[∃j: ‖real_i − image_j‖ < ρ_i], ρ_i
 * the distance of real image i to its k-th nearest other real image, k = 5, in feature space. 1 − 2⁻ᵏ is expected of
 * many real images. Source: Naeem et al. 2020.
 */
export const coverage: SetMetric = {
  about:
    'share of real images that have an image at α = ½ near them, in the features of a denoising network trained ' +
    'here (k = 5)',
  againstReal: true,
  worked: { features: [0, 0, 0, 100, 100, 100], realFeatures: [0, 1, 2, 3, 4, 5], value: 3 / 6 },
  value({ neighbours }) {
    if (neighbours === null) return null;
    const { count, realRadii, distances } = neighbours;
    return (
      realRadii.filter((radius, i) =>
        distances.subarray(i * count, (i + 1) * count).some((distance) => distance < radius),
      ).length / count
    );
  },
};
