import type { SetMetric } from './metric.js';

/**
 * Share of the images that lie within the radius of at least one real image: (1/c)·Σ_j 1[∃i: ‖real_i − image_j‖ < ρ_i],
 * ρ_i the distance of real image i to its k-th nearest other real image, k = 5, in feature space.
 * Source: Kynkäänniemi et al. 2019, as in Naeem et al. 2020 and their code, which takes the balls to be open.
 */
export const precision: SetMetric = {
  about:
    'share of the images at α = ½ that lie among real images, in the features of a denoising network trained here ' +
    '(k = 5)',
  againstReal: true,
  worked: { features: [0, 0, 0, 100, 100, 100], realFeatures: [0, 1, 2, 3, 4, 5], value: 3 / 6 },
  value({ neighbours }) {
    if (neighbours === null) return null;
    const { count, realRadii, distances } = neighbours;
    let inside = 0;
    for (let j = 0; j < count; j++) if (realRadii.some((radius, i) => distances[i * count + j]! < radius)) inside++;
    return inside / count;
  },
};
