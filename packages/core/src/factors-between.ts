import type { Factor } from './factor.js';
import { shortWay } from './short-way.js';

/** Two images by what they were made from, one value for each factor. */
export interface FactorEnds {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
}

/**
 * What an image on the true path between two others is made from: straight on lines, the short way round on circles. A
 * category switches at α = ½, and so does what it makes ambiguous, such as a rotation between figures of unlike
 * symmetry; between figures of one category that goes the short way to the nearest equal image. At 0 and 1 the factors
 * make the pictures of the two ends.
 */
export function factorsBetween(factors: readonly Factor[], { a, b }: FactorEnds, alpha: number): Float64Array {
  const nearer = alpha < 0.5 ? a : b;
  const place = factors.findIndex(({ kind }) => kind === 'categorical');
  const category = place < 0 || a[place] !== b[place] ? null : a[place]!;
  return Float64Array.from(factors, (factor, i) => {
    const [from, to] = [a[i]!, b[i]!];
    if (factor.kind === 'categorical') return nearer[i]!;
    if (factor.kind === 'linear') return from + alpha * (to - from);
    const turn = factor.range[1] - factor.range[0];
    if (factor.folds === undefined) return from + alpha * shortWay(from, to, turn);
    if (category === null) return nearer[i]!;
    const folds = factor.folds[category]!; // one a category
    return folds === Infinity ? from : from + alpha * shortWay(from, to, turn / folds);
  });
}
