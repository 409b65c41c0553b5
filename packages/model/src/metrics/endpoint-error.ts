import type { PathMetric } from './metric.js';
import { gap } from './rows.js';

/** ½·(‖I(zA,zB,0) − zA‖ + ‖I(zA,zB,1) − zB‖). Not defined for a path without latents. */
export const endpointError: PathMetric = {
  about: 'mean distance of the path’s two ends from the latents that it should join',
  worked: { frames: [[0], [1]], latents: { z: [0, 1], zA: [0], zB: [3] }, value: (0 + 2) / 2 },
  value({ latents }) {
    if (latents === null) return null;
    const { z, zA, zB } = latents;
    return (gap(z.subarray(0, zA.length), zA) + gap(z.subarray(-zB.length), zB)) / 2;
  },
};
