import { z } from 'zod';
import type { Curriculum, Sampling } from './curriculum.js';
import { defineCurriculum } from './define-curriculum.js';

/**
 * Hard α more often: with e_j the validation error ‖z − P(z)‖² at the jth of the n + 1 evenly spaced α, the cell
 * between α_j and α_{j+1} gets the share u/n + (1−u)·ē_j/Σ_i ē_i, ē_j = (e_j + e_{j+1})/2, made anew at each
 * validation.
 */
export const hardAlpha = defineCurriculum({
  about:
    'Draws α more often where the error is large: in proportion to the validation error ‖z − P(z)‖² at α, mixed ' +
    'with a share `uniform` of uniform α. All α are uniform until the first validation.',
  schema: z.object({
    uniform: z.number().min(0.2).max(1).default(0.5).describe('share of α that stay uniform over the path'),
  }),
  examples: [{ uniform: 0.2 }],
  worked: {
    progress: 0.5,
    errorByAlpha: [0, 2, 4], // 1 and 3 in the middle of the two cells
    asks: { alphaShares: { edges: [0, 0.5, 1], shares: [0.25 + 0.125, 0.25 + 0.375] } },
  },
  build: ({ uniform }): Curriculum => ({
    levels: [{}],
    init: () => null,
    next: (_state, _progress, feedback) => [feedback === null ? {} : sharesOf(feedback.errorByAlpha, uniform), null],
  }),
});

function sharesOf(errors: readonly number[], uniform: number): Sampling {
  const cells = errors.slice(1).map((error, j) => (errors[j]! + error) / 2);
  const total = cells.reduce((sum, error) => sum + error, 0);
  const n = cells.length;
  return total === 0
    ? {}
    : {
        alphaShares: {
          edges: errors.map((_, j) => j / n),
          shares: cells.map((error) => uniform / n + ((1 - uniform) * error) / total),
        },
      };
}
