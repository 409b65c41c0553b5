import { evenAlphas, HALVES } from './even-alphas.js';
import { fillStrata } from './strata.js';

/**
 * One α in each of the n strata of a batch of n points, α = (i + u)/n, given to the points in a shuffled order so
 * that pair and stratum are independent: removes most of the variance that α alone causes.
 */
export const stratified = evenAlphas({
  about: 'α spread evenly over the whole batch, shuffled over its pairs',
  count: 1,
  tried: 4,
  cells: HALVES,
  fill: (key) => fillStrata(key, (u) => u),
});
