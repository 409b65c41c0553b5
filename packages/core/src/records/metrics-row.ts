import { z } from 'zod';

/** One line of `metrics.jsonl`: a logged training step. All but `seconds` repeat to the bit. */
export const metricsRow = z.strictObject({
  step: z.int(),
  /** Points (pair, α) trained on so far. */
  points: z.int(),
  /** Evaluations of P so far. */
  projections: z.int(),
  /** Distinct unordered pairs visited so far. */
  pairs: z.number(),
  alphasPerPair: z.int(),
  learningRate: z.number(),
  /** Current weight of each loss term. */
  weights: z.record(z.string(), z.number()),
  /** Unweighted value of each term on the step's batch. */
  losses: z.record(z.string(), z.number()),
  /** What the network of a loss descends, where one has a network of its own. */
  objectives: z.record(z.string(), z.number()).optional(),
  total: z.number(),
  /** Norm of the θ-gradient of each weighted term, and of their sum (`total`). */
  gradientNorms: z.record(z.string(), z.number()),
  /** Means over validation pairs of the named point metrics, on the rows where they were measured. */
  validation: z.record(z.string(), z.number()).nullable(),
  /** Training seconds so far, over all resumes. */
  seconds: z.number(),
});
export type MetricsRow = z.infer<typeof metricsRow>;
