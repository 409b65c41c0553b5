import type { PathMetric } from './metric.js';

/** min_k ‖x_½ − real_k‖ in the path's middle, in pixels, over real images that no pair ends in. */
export const nearestRealHalf: PathMetric = {
  about: 'distance of the image at α = ½ to the nearest real image, of images that no pair ends in',
  worked: { nearest: [1, 5, 3], value: 5 },
  value: ({ nearest }) => nearest[(nearest.length - 1) / 2]!,
};
