import { categoryOf, shortWay, widthOf, type FactorSpace } from './factor-space.js';
import type { FactorPath } from './path-error.js';

export interface FoldedOptions {
  readonly path: FactorPath;
  /** True factors of the two ends. */
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  readonly alphas: ArrayLike<number>;
}

/**
 * Deviation of the factors that a category folds (rotation modulo a shape's symmetry) from the shortest way: mean over
 * the frames of that category of √Σ (Δ/scale)², scale half a folded period. Null where the ends are of two categories,
 * where nothing is folded finitely, or where no frame is of the category.
 */
export function foldedError(space: FactorSpace, { path, a, b, alphas }: FoldedOptions): number | null {
  const category = categoryOf(space, a);
  if (category !== categoryOf(space, b)) return null;
  const circles = space.folded
    .map(({ factor, index }) => ({ index, period: widthOf(factor) / factor.folds[category]! }))
    .filter(({ period }) => period > 0);
  const frames = path.flatMap((factors, i) => (categoryOf(space, factors) === category ? [{ factors, alpha: alphas[i]! }] : []));
  if (circles.length === 0 || frames.length === 0) return null;
  const deviation = ({ factors, alpha }: (typeof frames)[number]) =>
    Math.sqrt(
      circles.reduce((sum, { index, period }) => {
        const expected = a[index]! + alpha * shortWay(a[index]!, b[index]!, period);
        return sum + (shortWay(expected, factors[index]!, period) / (period / 2)) ** 2;
      }, 0),
    );
  return frames.reduce((sum, frame) => sum + deviation(frame), 0) / frames.length;
}
