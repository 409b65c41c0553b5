import type { PathMetric } from './metric.js';
import { gap, row } from './rows.js';

/**
 * Mean of ‖I(zA,zB,α) − I(zB,zA,1−α)‖ over the values of α at which the way back was computed: 0 where the path from A
 * to B is that from B to A. Not defined where there are no latents, or no way back was computed.
 */
export const symmetry: PathMetric = {
  about: 'mean distance between the path and the path from B to A at 1 − α: 0 where the way back is the way there',
  worked: { frames: [[0], [1]], latents: { z: [0, 1], back: [0, 2] }, value: (0 + 1) / 2 },
  value({ latents }) {
    if (latents === null || latents.back === null) return null;
    const { z, zA, back } = latents;
    const d = zA.length;
    const s = back.length / d;
    const stride = (z.length / d - 1) / (s - 1);
    let total = 0;
    for (let i = 0; i < s; i++) total += gap(row(z, i * stride, d), row(back, i, d));
    return total / s;
  },
};
