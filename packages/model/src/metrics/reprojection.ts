import { squaredDistance } from '../ops/distance.js';
import type { PointMetric } from './metric.js';

/** r(z) = ‖z − P(z)‖², P(z) = E(D(z)). */
export const reprojectionMetric: PointMetric = {
  about: 'squared distance to the point’s own projection, ‖z − P(z)‖²',
  worked: { z: [3, 4], value: 25 },
  value: ({ z, projected }) => squaredDistance(z, projected),
};
