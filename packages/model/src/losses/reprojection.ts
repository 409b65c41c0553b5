import type { Tensor2D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { meanSquaredDistance } from '../ops/distance.js';
import { stopGradient } from '../ops/stop-gradient.js';
import type { Loss } from './loss.js';
import { firstRows, shareOfBatch } from './share.js';
import { defineLoss } from './define-loss.js';

const keep = (x: Tensor2D): Tensor2D => x;

/** Which of the two sides of ‖z − P(z)‖² the gradient passes. */
const SIDES = {
  full: { point: keep, projection: keep },
  'stop-projection': { point: keep, projection: stopGradient<Tensor2D> },
  'stop-point': { point: stopGradient<Tensor2D>, projection: keep },
} as const;

/**
 * L_reproj = ‖z − P(z)‖², P(z) = E(D(z)): 0 exactly where z is on the learned manifold.
 *
 * With r = z − P(z) and J = ∂P/∂z the gradient in z is 2(I − J)ᵀr (`full`), 2r (`stop-projection`: a fixed-point step
 * without a pass back through the VAE) or −2Jᵀr (`stop-point`: a negative control, which may diverge).
 */
export const reprojection = defineLoss({
  about: 'squared distance between a point and its projection, ‖z − P(z)‖²',
  schema: z.object({
    gradient: z
      .literal(['full', 'stop-projection', 'stop-point'])
      .default('full')
      .describe('full: through z and P(z); stop-projection: P(z) is a constant; stop-point: z is a constant'),
    share: shareOfBatch,
  }),
  examples: [{ gradient: 'stop-projection' }, { gradient: 'stop-point' }, { share: 0.5 }],
  worked: { z: [[2, 4]], zA: [[0, 0]], zB: [[2, 4]], alpha: [0.5], value: 1 + 4 },
  build: ({ gradient, share }): Loss => {
    const sides = SIDES[gradient];
    return {
      projections: share,
      of: share < 1 ? 'batch' : undefined,
      laws: { stopsGradient: gradient !== 'full' },
      value({ z, project }) {
        const some = firstRows(z, share);
        return meanSquaredDistance(sides.point(some), sides.projection(project(some)));
      },
    };
  },
});
