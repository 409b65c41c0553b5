import { z } from 'zod';
import { rankingMetricRecord } from './ranking-metric-record.js';

/** One difference between an arm's resolved configuration and the baseline arm's, or the first trained arm's. */
const settingRecord = z.strictObject({ key: z.string(), value: z.json() });

/**
 * What decides a claim, stated before anything ran: that `arm` is better than `against`, or no worse by more than a
 * share of it.
 */
const claimTestRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('better'), arm: z.string(), against: z.string(), metric: rankingMetricRecord }),
  z.strictObject({
    kind: z.literal('non-inferior'),
    arm: z.string(),
    against: z.string(),
    metric: rankingMetricRecord,
    margin: z.number(),
  }),
]);
export type ClaimTest = z.infer<typeof claimTestRecord>;

/**
 * What an experiment states beforehand of two arms on curves over the budget: that the objective of `arm` relative to
 * that of
 * `against` (ratio), or the budget that it takes for the same objective (multiple), lies between two numbers.
 */
const predictionRecord = z.strictObject({
  id: z.string(),
  text: z.string(),
  arm: z.string(),
  against: z.string(),
  quantity: z.enum(['ratio', 'multiple']),
  /** Both included, and equal where one number is predicted; null if there is no bound. */
  least: z.number().nullable(),
  most: z.number().nullable(),
  /** Points; absent if it is said of every budget. */
  budget: z.int().optional(),
});
export type PredictionRecord = z.infer<typeof predictionRecord>;

/**
 * How far P = E∘D is measured: points of each kind of start, Jacobians of each kind and as many of limits, and steps
 * after which a point has not converged.
 */
export const projectionSizes = z.strictObject({ points: z.int(), jacobians: z.int(), steps: z.int() });
export type ProjectionSizes = z.infer<typeof projectionSizes>;

/** What a verdict on a claim says of the experiment's question, in words; `{ratio}` stands for that of the two arms. */
const claimAnswerRecord = z.strictObject({ supported: z.string(), refuted: z.string(), unsettled: z.string() });

/** `experiment.json`: what the report reads first. */
export const experimentRecord = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** Path of the YAML file, relative to the workspace. */
  file: z.string(),
  question: z.string(),
  /** Name of the arm that the others are compared with. */
  baseline: z.string(),
  /** What the arms are ordered and judged by; `DEFAULT_RANKING_METRIC` where it is not there. */
  metric: rankingMetricRecord.optional(),
  /**
   * What was changed from outside the file, as it was written (`budget.projections=20000`): why the name is not the
   * file's.
   */
  changes: z.array(z.string()).optional(),
  seeds: z.array(z.int()),
  /** What each seed draws anew besides initial weights and sampling; absent if nothing. */
  vary: z.array(z.string()).optional(),
  /** λ of the objective ‖z − P(z)‖² + λ·‖z − ẑ‖² that all trained arms end with; absent if they do not share one. */
  objective: z.strictObject({ attraction: z.number() }).optional(),
  /** What each arm is asked to show, as stated in the YAML before anything ran. */
  claims: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string(),
      test: claimTestRecord.optional(),
      answer: claimAnswerRecord.optional(),
    }),
  ),
  /** What is expected of curves over the budget, said before anything runs; absent if nothing is. */
  predictions: z.array(predictionRecord).optional(),
  /** How far P of each VAE is to be measured; absent if it is not. */
  projection: projectionSizes.optional(),
  arms: z.array(
    z.strictObject({
      name: z.string(),
      /** False for a formula such as `linear`: one trial, whatever the seeds. */
      trained: z.boolean(),
      /** Where the grid varies the budget: the arm without it, and the budget in points. */
      curve: z.strictObject({ arm: z.string(), budget: z.int() }).optional(),
      /** Resolved settings that are not equal in all arms. */
      settings: z.array(settingRecord),
      /** Ids of its trials, in the order of the seeds. */
      trials: z.array(z.string()),
    }),
  ),
});
export type ExperimentRecord = z.infer<typeof experimentRecord>;
