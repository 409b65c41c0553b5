import { factorDistance } from './factor-path.js';
import type { TruthMetric } from './truth-metric.js';

/**
 * The path error after the best monotone reparameterisation of path and true path: dynamic time warping, the least over
 * all alignments of frames i and true points j that begin at (0, 0), end at (n−1, n−1) and go on by one frame, one true
 * point or both, of Σ w·d(i, j) / 2n, w = 2 where both go on and at the start, else 1.
 *
 * It forgives a path its speed: every frame and every true point counts, so that neither a constant path, an abrupt
 * switch nor an excursion is forgiven for more than a part. It is at most the path error, which is that of going on by
 * both throughout.
 *
 * Source: Sakoe & Chiba 1978, the symmetric form.
 */
export const reparameterisedPathError: TruthMetric = {
  about:
    'the path error after the best monotone reparameterisation (dynamic time warping): it forgives a path its speed',
  worked: { path: [{ x: 0 }, { x: 0 }, { x: 1 }], value: 0.5 / (2 * 3) },
  value({ space, path, truth }) {
    const n = path.length;
    // least[j]: the least sum up to frame i and true point j.
    let least = new Float64Array(n).fill(Infinity);
    for (let i = 0; i < n; i++) {
      const next = new Float64Array(n);
      for (let j = 0; j < n; j++) {
        const d = factorDistance(space, path[i]!, truth[j]!);
        const both = i === 0 && j === 0 ? 0 : i === 0 || j === 0 ? Infinity : least[j - 1]!;
        next[j] = Math.min(both + 2 * d, least[j]! + d, (j === 0 ? Infinity : next[j - 1]!) + d);
      }
      least = next;
    }
    return least[n - 1]! / (2 * n);
  },
};
