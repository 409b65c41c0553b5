import type { PathMetric } from './metric.js';
import { sum } from './rows.js';

/** Mean over the path of min_k ‖x_i − real_k‖, in pixels, over real images that no pair ends in. */
export const nearestReal: PathMetric = {
  about: 'mean distance of the path’s images to the nearest real image, of images that no pair ends in',
  worked: { nearest: [1, 5, 3], value: 3 },
  value: ({ nearest }) => sum(nearest) / nearest.length,
};
