import { z } from 'zod';
import { conditionRecord, estimateRecord, measured } from './estimate-record.js';

/** An estimate, and what its interval is over: seeds, or the test pairs of the one seed there is. */
const estimateOver = estimateRecord.extend({ over: conditionRecord, units: z.int() });
export type EstimateOver = z.infer<typeof estimateOver>;

/** One arm at one budget. */
const limitPointRecord = z.strictObject({
  /** Name of the arm at this budget. */
  arm: z.string(),
  /** Points (pair, α) that it was to be trained on. */
  budget: z.int(),
  seeds: z.array(z.int()),
  /** Seeds whose training left the finite numbers. */
  diverged: z.array(z.int()),
  /** Steps, and distinct pairs visited, means over the seeds; null if no trial has finished. */
  steps: measured,
  pairs: measured,
  /** Mean of ‖z − P(z)‖² + λ·‖z − ẑ‖² over held-out pairs and α. */
  objective: estimateOver.nullable(),
  /**
   * The same on trained points, on their pairs over all α, and on pairs of the same latents that were never visited.
   */
  sets: z.strictObject({
    trained: estimateOver.nullable(),
    visited: estimateOver.nullable(),
    unvisited: estimateOver.nullable(),
  }),
  /** visited − trained, unvisited − visited, held out − unvisited. */
  gaps: z.strictObject({
    alpha: estimateOver.nullable(),
    pair: estimateOver.nullable(),
    latent: estimateOver.nullable(),
  }),
  /** (L_line − L)/(L_line − L_oracle) on the pairs and α of solvers, and at each of these α. */
  share: estimateOver.nullable(),
  shareByAlpha: z.array(measured).nullable(),
  /** Objective relative to that of the reference at the same budget, within seeds. */
  ratio: estimateOver.nullable(),
  /**
   * Budget divided by the one at which the reference has the same objective, by its log-log curve; null beyond its
   * ends.
   */
  multiple: estimateOver.nullable(),
});
export type LimitPoint = z.infer<typeof limitPointRecord>;

/** Arms in the order of their objective at one budget, over the seeds with which all of them have finished. */
const standingsRecord = z.strictObject({
  budget: z.int(),
  seeds: z.array(z.int()),
  /** Lowest first; `toBest` is the objective relative to that of the first, within seeds, and null of itself. */
  arms: z.array(
    z.strictObject({ curve: z.string(), arm: z.string(), objective: estimateOver, toBest: estimateOver.nullable() }),
  ),
});
export type StandingsRecord = z.infer<typeof standingsRecord>;

/** A prediction beside what was found of it. */
const predictionFound = z.strictObject({
  /** As in the experiment's record. */
  id: z.string(),
  points: z.array(
    z.strictObject({
      budget: z.int(),
      found: estimateOver.nullable(),
      /**
       * `fails` where the interval lies outside of what was predicted, `open` where there is none; null if the
       * prediction says nothing of this budget.
       */
      verdict: z.enum(['stands', 'fails', 'open']).nullable(),
    }),
  ),
});
export type PredictionFound = z.infer<typeof predictionFound>;

/** How arms do as the budget grows. */
export const limitRecord = z.strictObject({
  /** λ of the objective. */
  attraction: z.number(),
  /** Points, ascending. */
  budgets: z.array(z.int()),
  /** Arm that `ratio` and `multiple` are relative to. */
  reference: z.string(),
  /** Objective of the straight line on all held-out pairs. */
  line: estimateOver.nullable(),
  /**
   * Objectives on the pairs and α of solvers: of the straight line, and of the arm that optimises each point by itself.
   */
  solver: z
    .strictObject({ arm: z.string(), line: estimateOver, oracle: estimateOver, alphas: z.array(z.number()) })
    .nullable(),
  curves: z.array(z.strictObject({ arm: z.string(), points: z.array(limitPointRecord) })),
  /** Of each budget at which an arm has finished, ascending; absent in comparisons of before. */
  standings: z.array(standingsRecord).optional(),
  /** Absent if the experiment states none. */
  predictions: z.array(predictionFound).optional(),
});
export type LimitRecord = z.infer<typeof limitRecord>;
