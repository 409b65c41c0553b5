import { shortWay } from '@latent-paths/core';

/** 1 − x·y / (‖x‖‖y‖); 1 where one of them is 0. */
export function cosineDistance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let [product, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    product += x[i]! * y[i]!;
    xx += x[i]! * x[i]!;
    yy += y[i]! * y[i]!;
  }
  return xx === 0 || yy === 0 ? 1 : 1 - product / Math.sqrt(xx * yy);
}

/** Below this total the score is not defined. */
const LEAST_TOTAL = 1e-4;

/**
 * ACAI's smoothness of a path through angles θ₁ … θ_N, in radians: max |θ_{n+1} − θ_n| / |θ₁ − θ_N| − 1/(N − 1) after
 * unwrapping; 0 where all steps are equal. Null if |θ₁ − θ_N| < 1e-4.
 *
 * It does not see which way round a path goes or where it ends, so it is read beside the arc excess, the endpoint
 * error and the share of paths where it is null.
 *
 * Source: Berthelot et al. 2018, section 4.1, and `smoothness_score` of their code.
 */
export function acaiSmoothness(angles: ArrayLike<number>): number | null {
  let [total, largest] = [0, 0];
  for (let n = 1; n < angles.length; n++) {
    const step = shortWay(angles[n - 1]!, angles[n]!, 2 * Math.PI);
    total += step;
    largest = Math.max(largest, Math.abs(step));
  }
  return Math.abs(total) < LEAST_TOTAL ? null : largest / Math.abs(total) - 1 / (angles.length - 1);
}
