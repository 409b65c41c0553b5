import type { PathMetric } from './metric.js';

/**
 * Share of the path's points with r(z) ≤ τ, τ the 95th percentile of r over real held-out latents. Not defined for a
 * path without latents.
 */
export const insideTube: PathMetric = {
  about:
    'share of the path inside the ε-tube: where ‖z − P(z)‖² is at most τ, below which 95 % of real held-out ' +
    'latents are',
  worked: { frames: [[0], [1]], latents: { reprojection: [1, 3], tau: 2 }, value: 1 / 2 },
  value({ latents }) {
    if (latents === null) return null;
    const { reprojection, tau } = latents;
    return reprojection.filter((r) => r <= tau).length / reprojection.length;
  },
};
