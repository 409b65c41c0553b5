import { uniformAt } from '@latent-paths/core';
import { storedAlpha } from './alpha-sampler.js';
import { evenAlphas, HALVES } from './even-alphas.js';

/**
 * A jittered grid of K α within each pair, α_j = (j + u_j)/K with fresh u_j at every visit: ascending, one in each cell
 * and uniform there; for a smooth path the variance within a pair falls about as 1/K².
 */
export const dense = evenAlphas({
  about: 'a jittered grid of α along each pair, new at every visit',
  count: 16,
  tried: 5,
  cells: HALVES,
  fill:
    (key) =>
    ({ firstPoint, perPair }, out) => {
      for (let i = 0; i < out.length; i++)
        out[i] = storedAlpha(((i % perPair) + uniformAt(key, firstPoint + i)) / perPair);
    },
});
