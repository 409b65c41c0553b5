import type { PathMetric } from './metric.js';
import { row } from './rows.js';

/**
 * Mean of ‖I(zA,zA,α) − zA‖ over the values of α at which the path from zA to zA was computed: 0 where a path between
 * two equal latents stays where it is. Not defined where there are no latents, or that path was not computed.
 */
export const identityError: PathMetric = {
  about: 'mean distance from zA of the path from zA to zA: 0 where the path between equal latents stays',
  worked: { frames: [[0], [1]], latents: { strayed: [0, 3] }, value: (0 + 3) / 2 },
  value({ latents }) {
    if (latents === null || latents.strayed === null) return null;
    const { strayed, zA } = latents;
    const count = strayed.length / zA.length;
    let total = 0;
    for (let i = 0; i < count; i++) total += Math.hypot(...row(strayed, i, zA.length));
    return total / count;
  },
};
