import { shortWay } from '@latent-paths/core';
import { categoryOf, widthOf } from './factor-space.js';
import type { TruthMetric } from './truth-metric.js';

/**
 * Mean over the frames of √Σ (Δ/scale)² of the factors that the category folds (rotation modulo a shape's symmetry),
 * from the shortest way, scale half a folded period. Frames of another category do not count. Null if the ends are
 * of two categories, where nothing is folded finitely (a circle's rotation), or where no frame is of theirs.
 */
export const foldedError: TruthMetric = {
  about:
    'deviation of the rotation from the shortest way, modulo the shape’s symmetry; between images of one shape only',
  worked: {
    path: [
      { shape: 1, rotation: 0 },
      { shape: 1, rotation: 1.1 },
      { shape: 1, rotation: 0 },
    ],
    value: (0 + 0.1 / 0.5 + 0) / 3,
  },
  value({ space, path, a, b, alphas }) {
    const category = categoryOf(space, a);
    if (category !== categoryOf(space, b)) return null;
    const circles = space.folded
      .map(({ factor, index }) => ({ index, period: widthOf(factor) / factor.folds[category]! }))
      .filter(({ period }) => period > 0);
    const frames = path.flatMap((factors, i) =>
      categoryOf(space, factors) === category ? [{ factors, alpha: alphas[i]! }] : [],
    );
    if (circles.length === 0 || frames.length === 0) return null;
    const deviation = ({ factors, alpha }: (typeof frames)[number]): number =>
      Math.sqrt(
        circles.reduce((sum, { index, period }) => {
          const expected = a[index]! + alpha * shortWay(a[index]!, b[index]!, period);
          return sum + (shortWay(expected, factors[index]!, period) / (period / 2)) ** 2;
        }, 0),
      );
    return frames.reduce((sum, frame) => sum + deviation(frame), 0) / frames.length;
  },
};
