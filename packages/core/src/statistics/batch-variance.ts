import type { GradientVariances } from './gradient-variances.js';

export interface BatchVarianceOptions {
  readonly variances: Pick<GradientVariances, 'pair' | 'alpha' | 'interaction'>;
  /** Points n of a batch, a multiple of `perPair`. */
  readonly points: number;
  /** K: values of α for each pair; the batch has n/K pairs. */
  readonly perPair: number;
  /**
   * `independent`: each α for itself; `stratified`: one in each of n cells, shuffled over the batch; `grid`: one in
   * each of K cells, for each pair.
   */
  readonly alphas: 'independent' | 'stratified' | 'grid';
  /**
   * The variance of one pair's gradient while α stays in one cell, of n (`stratified`) or K (`grid`); `independent`
   * needs none.
   */
  readonly withinCell: number;
}

/**
 * Variance of the mean gradient of a batch of n points, K α for each of n/K fresh pairs, about its expectation:
 *
 *     independent:  (K·σ²_p + σ²_a + σ²_pa)/n
 *     grid:         (K·σ²_p + W_K)/n
 *     stratified:   (K·σ²_p + ρ·σ²_a + (1 − (1−ρ)(K−1)/(n−1))·σ²_pa)/n,   ρ = W_n/(σ²_a + σ²_pa)
 *
 * W_m = ½·E‖g(α) − g(α′)‖², α and α′ independent in one of m equal cells; W_1 = σ²_a + σ²_pa. Where g is linear in α,
 * W_m = W_1/m²; where it is smooth, W_m falls as 1/m² in the end. `grid` is exact. `stratified` supposes that a cell
 * leaves of the α effect the share that it leaves of the interaction; the last term is that of K cells drawn from n
 * without replacement: to be in one cell keeps a pair's other points out of it.
 *
 * @throws RangeError if n is no multiple of K, or stratified gradients do not vary with α
 */
export function batchVariance({ variances, points: n, perPair: K, alphas, withinCell }: BatchVarianceOptions): number {
  const { pair, alpha, interaction } = variances;
  if (n % K !== 0)
    throw new RangeError(
      `batchVariance: expected a batch that is a multiple of the α per pair, got ${n} points with ${K} α per pair`,
    );
  if (alphas === 'independent') return (K * pair + alpha + interaction) / n;
  if (alphas === 'grid') return (K * pair + withinCell) / n;
  if (alpha + interaction <= 0)
    throw new RangeError(
      `batchVariance: expected gradients that vary with α, got a variance of ${alpha + interaction}`,
    );
  const left = withinCell / (alpha + interaction);
  const drawn = n === 1 ? 1 : 1 - ((1 - left) * (K - 1)) / (n - 1);
  return (K * pair + left * alpha + drawn * interaction) / n;
}
