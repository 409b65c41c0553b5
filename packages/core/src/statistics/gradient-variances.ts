/** Squared norms of means of gradients g_pa, R pairs p crossed with A values a of α. */
export interface GradientSquares {
  /** R, at least 2. */
  readonly pairs: number;
  /** A, at least 2. */
  readonly alphas: number;
  /** Mean over pairs and α of ‖g_pa‖². */
  readonly points: number;
  /** Mean over pairs of ‖ḡ_p‖², ḡ_p the mean over α of one pair. */
  readonly ofPairs: number;
  /** Mean over α of ‖ḡ_a‖², ḡ_a the mean over pairs at one α. */
  readonly ofAlphas: number;
  /** ‖ḡ‖², ḡ the mean over all. */
  readonly ofAll: number;
}

/** Where the spread of a point's gradient comes from; each a trace of a covariance, a squared norm. */
export interface GradientVariances {
  /** σ²_p, of the pair. */
  readonly pair: number;
  /** σ²_a, of α. */
  readonly alpha: number;
  /** σ²_pa, of their interaction. */
  readonly interaction: number;
  /** ‖E g‖², the squared norm of what all points agree on. */
  readonly signal: number;
}

/**
 * Splits the spread of g_pa = μ + p_p + a_a + e_pa by two-way random-effects analysis of variance, one point a cell:
 *
 *     MS_p  = RA(⟨‖ḡ_p‖²⟩ − ‖ḡ‖²)/(R−1)                                  E MS_p  = σ²_pa + A·σ²_p
 *     MS_a  = RA(⟨‖ḡ_a‖²⟩ − ‖ḡ‖²)/(A−1)                                  E MS_a  = σ²_pa + R·σ²_a
 *     MS_pa = RA(⟨‖g_pa‖²⟩ − ⟨‖ḡ_p‖²⟩ − ⟨‖ḡ_a‖²⟩ + ‖ḡ‖²)/((R−1)(A−1))    E MS_pa = σ²_pa
 *
 * and ‖E g‖² = ‖ḡ‖² − σ²_p/R − σ²_a/A − σ²_pa/(RA). It holds for vectors, because it holds for each component. Pairs
 * and α are independent draws from all pairs and from [0, 1); then every estimate is unbiased, and so may fall below 0.
 *
 * Source: Searle, Casella & McCulloch 1992, §4.4; of each component, summed.
 * @throws RangeError if there are fewer than two pairs or α
 */
export function gradientVariances({
  pairs,
  alphas,
  points,
  ofPairs,
  ofAlphas,
  ofAll,
}: GradientSquares): GradientVariances {
  if (pairs < 2 || alphas < 2)
    throw new RangeError(`gradientVariances: expected at least 2 pairs and 2 α, got ${pairs} and ${alphas}`);
  const cells = pairs * alphas;
  const interaction = (cells * (points - ofPairs - ofAlphas + ofAll)) / ((pairs - 1) * (alphas - 1));
  const pair = ((cells * (ofPairs - ofAll)) / (pairs - 1) - interaction) / alphas;
  const alpha = ((cells * (ofAlphas - ofAll)) / (alphas - 1) - interaction) / pairs;
  return { pair, alpha, interaction, signal: ofAll - pair / pairs - alpha / alphas - interaction / cells };
}
