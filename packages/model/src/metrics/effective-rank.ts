import { centred } from './covariance.js';
import type { SetMetric } from './metric.js';
import { row } from './rows.js';

/**
 * (tr Σ)² / tr Σ², Σ the covariance over pairs of the middles: 1 where they lie on a line, d where they fill all
 * directions alike; 0 where all are equal. Not defined where there are no latents.
 *
 * Both traces come from the Gram matrix of the n centred middles: O(n²d).
 * Source: the participation ratio (Litwin-Kumar et al. 2017), not the entropy form of Roy & Vetterli 2007.
 */
export const effectiveRank: SetMetric = {
  about: 'participation ratio of the path’s middles: the number of directions in which they vary',
  worked: {
    middles: {
      path: [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ],
      linear: [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    },
    value: 2,
  },
  value({ middles }) {
    if (middles === null) return null;
    const rows = centred(middles.path, middles.size);
    const n = rows.length / middles.size;
    let trace = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const product = dot(row(rows, i, middles.size), row(rows, j, middles.size));
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
