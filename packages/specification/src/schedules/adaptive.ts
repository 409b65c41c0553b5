import { z } from 'zod';
import type { BalancingSchedule } from './balancing-schedule.js';
import type { Feedback } from './feedback.js';
import type { PieceState } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

/**
 * The weight that keeps the θ-gradient of its term at `ratio` times those of the others: at each validation
 *
 *   w ← s·w + (1−s)·clamp(ratio·Σ_{j≠k} ‖w_j∇L_j‖ / ‖∇L_k‖, min, max)
 *
 * with the smoothing s; w stays where ‖∇L_k‖ or the sum is 0. This is the learning-rate annealing of Wang, Teng &
 * Perdikaris 2021 (algorithm 1), with norms where they take the largest and the mean element; GradNorm (Chen et al.
 * 2018) balances the same norms by descent on the weights.
 */
export const adaptive = defineSchedule({
  about:
    'Only for the weight of a loss: keeps the gradient of its term at `ratio` times those of all other terms ' +
    'together, measured at each validation and smoothed.',
  schema: z.object({
    from: z.number().positive().describe('weight until the first validation'),
    ratio: z
      .number()
      .positive()
      .default(1)
      .describe('norm of the term’s weighted gradient ÷ sum of the norms of the others'),
    smoothing: z.number().min(0).lt(1).default(0.9).describe('share of the weight that is kept at each validation'),
    min: z.number().positive().default(1e-3).describe('least weight'),
    max: z.number().positive().default(1e3).describe('largest weight'),
  }),
  examples: [
    { from: 0.1, smoothing: 0.5, min: 0.01, max: 2 },
    { from: 1, ratio: 0.1, smoothing: 0, min: 0.5, max: 4 },
  ],
  worked: {
    parameters: { from: 1, ratio: 2, smoothing: 0.5 },
    progress: 0.5,
    terms: { own: { weight: 1, gradientNorm: 2 }, other: { weight: 1, gradientNorm: 3 } },
    value: (1 + 3) / 2, // half of 1, and half of 2·3/2
  },
  /** @throws if the bounds do not hold `from` between them */
  build: ({ from, ratio, smoothing, min, max }): BalancingSchedule => {
    if (min >= max) throw new RangeError(`max: expected more than min (${min}), got ${max}`);
    if (from < min || from > max)
      throw new RangeError(`from: expected a weight in min … max (${min} … ${max}), got ${from}`);
    return {
      bounds: [min, max],
      monotone: null,
      init: () => ({ weight: from, step: 0 }),
      next: (state) => [remembered(state).weight, state],
      balance: (state, feedback, term) => {
        const { weight, step } = remembered(state);
        if (feedback.step === step) return state;
        const target = balanced(feedback, term, ratio);
        const within = target === null ? weight : Math.min(max, Math.max(min, target));
        const next = target === null ? weight : smoothing * weight + (1 - smoothing) * within;
        return { weight: next, step: feedback.step };
      },
    };
  },
});

// `init` and `balance` made it.
const remembered = (state: PieceState) => state as { readonly weight: number; readonly step: number };

/** ratio·Σ_{j≠k} ‖w_j∇L_j‖ / ‖∇L_k‖; null if either is 0. */
function balanced({ terms }: Feedback, term: string, ratio: number): number | null {
  const { weight, gradientNorm } = terms[term]!; // every term that is trained is measured
  const others = Object.entries(terms).reduce(
    (sum, [name, other]) => (name === term ? sum : sum + other.gradientNorm),
    0,
  );
  return gradientNorm === 0 || others === 0 ? null : (ratio * others * weight) / gradientNorm;
}
