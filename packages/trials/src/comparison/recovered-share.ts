import { mean } from '@latent-paths/core';
import { objectiveByAlpha, objectiveOfPairs, type ObjectivePoints } from './objective.js';
import { type PairColumn, ratioOfMeans } from './ratio-of-means.js';

/** The objective of three paths on the same pairs and α. */
export interface ShareOptions {
  readonly line: ObjectivePoints;
  /** Of the oracle, which optimises every point by itself for the same objective. */
  readonly oracle: ObjectivePoints;
  readonly path: ObjectivePoints;
}

/**
 * Both sides of the recovered share, mean(L_line − L)/mean(L_line − L_oracle), pair by pair: the mean of `values` is
 * the share. Null if the three do not have the same pairs and α, or the oracle does not improve on the line.
 */
export function shareOfPairs({ line, oracle, path }: ShareOptions): Required<PairColumn> | null {
  if (!sameGrid(line, oracle) || !sameGrid(line, path)) return null;
  const [straight, best, own] = [line, oracle, path].map(objectiveOfPairs) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]; // three of three
  const gain = straight.map((value, i) => value - best[i]!);
  const mended = straight.map((value, i) => value - own[i]!);
  return mean(gain) > 0 ? ratioOfMeans(mended, gain) : null;
}

/** The share at each α; null at those where the oracle does not improve on the line, as at exact ends. */
export function shareByAlpha({ line, oracle, path }: ShareOptions): (number | null)[] | null {
  if (!sameGrid(line, oracle) || !sameGrid(line, path)) return null;
  const [straight, best, own] = [line, oracle, path].map(objectiveByAlpha) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]; // three of three
  return Array.from(straight, (value, i) => (value - best[i]! > 0 ? (value - own[i]!) / (value - best[i]!) : null));
}

function sameGrid(a: ObjectivePoints, b: ObjectivePoints): boolean {
  return (
    a.pairs === b.pairs && a.alphas.length === b.alphas.length && a.alphas.every((alpha, i) => alpha === b.alphas[i])
  );
}
