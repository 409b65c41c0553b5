import type { SetMetric } from './metric.js';

/**
 * Share of the real images that lie within the radius of at least one image: (1/c)·Σ_i 1[∃j: ‖real_i − image_j‖ < ρ_j],
 * ρ_j the distance of image j to its k-th nearest other image of the set, k = 5, in feature space.
 * Source: Kynkäänniemi et al. 2019, as in Naeem et al. 2020 and their code, which takes the balls to be open.
 */
export const recall: SetMetric = {
  about:
    'share of real images that lie among the images at α = ½, in the features of a denoising network trained here ' +
    '(k = 5)',
  againstReal: true,
  worked: { features: [7, 8, 9, 10, 11, 12], realFeatures: [0, 1, 2, 3, 4, 5], value: 3 / 6 },
  value({ neighbours }) {
    if (neighbours === null) return null;
    const { count, radii, distances } = neighbours;
    let inside = 0;
    for (let i = 0; i < count; i++) if (radii.some((radius, j) => distances[i * count + j]! < radius)) inside++;
    return inside / count;
  },
};
