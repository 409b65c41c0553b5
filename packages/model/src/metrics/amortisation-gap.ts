/** Terms of the loss by name, one number per point each, of one path over some points (pair, α). */
export type PointTerms = Readonly<Record<string, ArrayLike<number>>>;

/**
 * The total loss of each point, Σ_k w_k·term_k(point); as a rule r + λ·‖z − ẑ‖².
 * @throws RangeError if a term that has a weight is not there, or terms differ in length
 */
export function pointTotals(terms: PointTerms, weights: Readonly<Record<string, number>>): Float64Array {
  const weighted = Object.entries(weights).map(([name, weight]) => {
    const term = terms[name];
    if (term === undefined)
      throw new RangeError(
        `pointTotals: expected the term ${name}, got ${Object.keys(terms).join(', ') || 'no term at all'}`,
      );
    return { term, weight };
  });
  const points = weighted[0]?.term.length ?? 0;
  if (weighted.length === 0 || weighted.some(({ term }) => term.length !== points)) {
    throw new RangeError(
      'pointTotals: expected weighted terms of one length, got ' +
        `${weighted.map(({ term }) => term.length).join(', ') || 'none'}`,
    );
  }
  return Float64Array.from({ length: points }, (_, i) =>
    weighted.reduce((total, { term, weight }) => total + weight * term[i]!, 0),
  );
}

/**
 * The amortisation gap of each point: the total loss of the network's point less that of the point that direct
 * optimisation found for the same pair and α. Not negative where the optimiser reached its minimum.
 * Source: Cremer et al. 2018, for inference networks.
 * @throws RangeError if there are not as many points of both
 */
export function amortisationGap(network: ArrayLike<number>, oracle: ArrayLike<number>): Float64Array {
  if (network.length !== oracle.length) {
    throw new RangeError(
      `amortisationGap: expected the same points of both, got ${network.length} and ${oracle.length}; score both ` +
        'arms on the same pairs and α',
    );
  }
  return Float64Array.from(network, (total, i) => total - oracle[i]!);
}
