import {
  shortWay,
  type CategoricalFactor,
  type CircularFactor,
  type Factor,
  type LinearFactor,
} from '@latent-paths/core';

/** A factor that changes by degrees. */
export type ContinuousFactor = LinearFactor | CircularFactor;

/** A factor with its place in an array of factors. */
export interface Placed<F extends Factor> {
  readonly factor: F;
  readonly index: number;
}

/** What images are made from, sorted by how a path through it is judged. */
export interface FactorSpace {
  readonly factors: readonly Factor[];
  /** At most one: what the path may switch once. */
  readonly category: Placed<CategoricalFactor> | null;
  /** What the path error is made of. */
  readonly scored: readonly Placed<ContinuousFactor>[];
  /** Circles whose period depends on the category: scored on their own, between images of one category. */
  readonly folded: readonly Placed<CircularFactor & { readonly folds: readonly number[] }>[];
}

/** @throws RangeError if there are several categorical factors, or folds that are not one a category */
export function factorSpace(factors: readonly Factor[]): FactorSpace {
  const category: Placed<CategoricalFactor>[] = [];
  const scored: Placed<ContinuousFactor>[] = [];
  const folded: Placed<CircularFactor & { readonly folds: readonly number[] }>[] = [];
  factors.forEach((factor, index) => {
    if (factor.kind === 'categorical') category.push({ factor, index });
    else if (factor.kind === 'circular' && factor.folds !== undefined)
      folded.push({ factor: { ...factor, folds: factor.folds }, index });
    else scored.push({ factor, index });
  });
  if (category.length > 1)
    throw new RangeError(`factorSpace: expected at most one categorical factor, got ${category.length}`);
  const categories = category[0]?.factor.categories.length ?? 0;
  for (const { factor } of folded) {
    if (factor.folds.length !== categories)
      throw new RangeError(
        `factorSpace: expected ${categories} folds of ${factor.name}, one a category, got ${factor.folds.length}`,
      );
  }
  return { factors, category: category[0] ?? null, scored, folded };
}

/** Width of a factor's range; of a circular one, its period. */
export function widthOf({ range: [low, high] }: Factor): number {
  return high - low;
}

/** The way from one value of a factor to another; on a circle the short way round. */
export function wayBetween(factor: ContinuousFactor, from: number, to: number): number {
  return factor.kind === 'linear' ? to - from : shortWay(from, to, widthOf(factor));
}

/** The largest way between two values of a factor, by which differences are measured: its range, or half a period. */
export function scaleOf(factor: ContinuousFactor): number {
  return factor.kind === 'linear' ? widthOf(factor) : widthOf(factor) / 2;
}

/** The category that some factors name; 0 where the space has none. */
export function categoryOf({ category }: FactorSpace, factors: ArrayLike<number>): number {
  return category === null ? 0 : factors[category.index]!;
}

export function countCategories({ category }: FactorSpace): number {
  return category?.factor.categories.length ?? 1;
}
