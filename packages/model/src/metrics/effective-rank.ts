import { centred } from './covariance.js';
import type { SetMetric } from './metric.js';

/**
 * (tr Σ)² / tr Σ², Σ the covariance over pairs of the middles: 1 where they lie on a line, d where they fill all
 * directions alike; 0 where all are equal.
 *
 * Both traces come from the Gram matrix of the n centred middles: O(n²d).
 * Source: the participation ratio (Litwin-Kumar et al. 2017), not the entropy form of Roy & Vetterli 2007.
 */
export const effectiveRank: SetMetric = {
  about: 'participation ratio of the path’s middles: in how many directions they vary',
  value({ middles, latentSize }) {
    const rows = centred(middles, latentSize);
    const n = middles.length / latentSize;
    let trace = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const a = rows.subarray(i * latentSize, (i + 1) * latentSize);
      for (let j = 0; j <= i; j++) {
        const product = dot(a, rows.subarray(j * latentSize, (j + 1) * latentSize));
        squares += (i === j ? 1 : 2) * product * product;
        if (i === j) trace += product;
      }
    }
    return squares === 0 ? 0 : (trace * trace) / squares;
  },
};

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
