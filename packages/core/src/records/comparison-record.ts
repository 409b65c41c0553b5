import { z } from 'zod';
import { conditionRecord, estimateRecord } from './estimate-record.js';
import { hashText } from './hash-text.js';
import { limitRecord } from './limit-record.js';

/** What the trials say of a claim that has a test. */
const claimRecord = z.strictObject({
  /** As in the experiment's record. */
  id: z.string(),
  /**
   * What interval and p are over: the seeds of both arms, or the test pairs of one seed (of no seed, between arms that
   * train nothing).
   */
  over: conditionRecord,
  /** How many of them. */
  units: z.int(),
  seeds: z.array(z.int()),
  /** Mean of the arm less that of the other, with its 95 % interval. */
  difference: estimateRecord.nullable(),
  /** Mean of the arm divided by that of the other; null if that is 0, or does not differ from it. */
  ratio: estimateRecord.nullable(),
  /** Two-sided, of the hypothesis that the ratio is 1, or just at the margin. */
  p: z.number(),
  /** By Holm over all claims with a test that the experiment states. */
  adjusted: z.number(),
  /** By `adjusted` at 5 %: `refuted` if the test shows the opposite. */
  verdict: z.enum(['supported', 'refuted', 'unsettled']),
});
export type ClaimRecord = z.infer<typeof claimRecord>;

/** `comparison.json`: statistics between arms. */
export const comparisonRecord = z.strictObject({
  version: z.literal(1),
  experiment: z.string(),
  baseline: z.string(),
  /** `seeds`: t intervals over seed means. `pairs`: bootstrap over test pairs within the one seed. */
  condition: conditionRecord,
  seeds: z.array(z.int()),
  /** The most test pairs that an arm was scored on. */
  pairs: z.int(),
  /** The most that an arm was compared with ground truth on, of those pairs the first; absent if none was. */
  truth: z.strictObject({ pairs: z.int(), alphas: z.int() }).optional(),
  /**
   * What each seed drew anew besides initial weights and sampling: what intervals over seeds generalise to; absent
   * if nothing.
   */
  vary: z.array(z.string()).optional(),
  /** Ids of the finished trials that were compared. */
  trials: z.array(z.string()),
  /** Hash of all that the comparison is made from: the experiment's record, and the tables of those trials. */
  inputs: hashText,
  /** Rows of the report's table, in the order of the arms. Metric names are those of `COMPARED_METRICS`. */
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      /**
       * What the arm was scored on, where that is less than the most that an arm was: the first of the same pairs, and
       * its own α. Its ratios are over these alone.
       */
      on: z.strictObject({ pairs: z.int(), alphas: z.int() }).optional(),
      metrics: z.record(z.string(), estimateRecord.nullable()),
      /**
       * Paired ratio to the baseline, arm / baseline; null for the baseline and where the metric or the denominator is
       * not there.
       */
      ratios: z.record(z.string(), estimateRecord.nullable()),
    }),
  ),
  /** Curves over the budget; absent if the budget is no axis, or the objective is not known. */
  limit: limitRecord.optional(),
  /** Of those that have a test and whose arms have finished trials; absent if no claim has a test. */
  claims: z.array(claimRecord).optional(),
  /** Sentences with numbers, most important first. */
  verdicts: z.array(z.strictObject({ arm: z.string().nullable(), text: z.string() })),
});
export type ComparisonRecord = z.infer<typeof comparisonRecord>;
