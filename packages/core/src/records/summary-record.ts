import { z } from 'zod';
import { broughtPathRecord } from './brought-path-record.js';
import { measured } from './estimate-record.js';
import { gapsRecord } from './gaps-record.js';
import { summaryRecordOfValues } from './summary-record-of-values.js';
import { truthRecord } from './truth-record.js';
import { vaeQualityRecord } from './vae-quality-record.js';

/** `summary.json`: what comparisons and lists read of one finished trial. */
export const summaryRecord = z.strictObject({
  version: z.literal(1),
  trial: z.string(),
  arm: z.string(),
  seed: z.int(),
  trained: z.boolean(),
  /** Test pairs scored. */
  pairs: z.int(),
  /** The α grid, ascending from 0 to 1. */
  alphas: z.array(z.number()),
  /**
   * Over all points (pair, α) for point metrics, over pairs for path metrics; null if not defined. Keys are the
   * columns of the two tables.
   */
  points: z.record(z.string(), summaryRecordOfValues.nullable()),
  paths: z.record(z.string(), summaryRecordOfValues.nullable()),
  /** One number for the whole set of paths: `diversity`, … */
  sets: z.record(z.string(), measured),
  /** What the images of paths are compared with; absent if they were not. */
  onData: z
    .strictObject({
      /** Real images, held out and none of the test pool, in which the pairs end. */
      images: z.int(),
      /**
       * What the pairs' first images score in the same metrics, as the VAE reproduces them: what a path could reach.
       */
      reproduced: z.record(z.string(), measured),
    })
    .optional(),
  /** Per α, over the pairs: name of the point metric → one entry per α. */
  byAlpha: z.record(z.string(), z.array(summaryRecordOfValues)),
  /** Real held-out latents: mean of ‖z − P(z)‖² and its 95th percentile τ. */
  real: z.strictObject({ reprojection: z.number(), tau: z.number() }),
  vae: vaeQualityRecord,
  /** Where its VAE is from, and what is wrong with it; absent if it was trained here. */
  imported: z
    .strictObject({ source: z.string().nullable(), licence: z.string().nullable(), warnings: z.array(z.string()) })
    .optional(),
  /** Source of the latents of its pools, and what is wrong with them; absent if they were extracted here. */
  brought: z.strictObject({ file: z.string(), warnings: z.array(z.string()) }).optional(),
  /** What is known of a path that others trained; absent if it is a formula, or was trained here. */
  broughtPath: broughtPathRecord.optional(),
  /** Absent if the images' factors are not known. */
  truth: truthRecord.optional(),
  /** Absent if it was not asked for. */
  gaps: gapsRecord.optional(),
  /** What finding one point of the path costs, its share of all that is solved for beforehand included. */
  cost: z.strictObject({
    /**
     * Latents decoded and pictures encoded a point; to see a point of a path through latent space takes one decoding
     * more.
     */
    decodes: z.number(),
    encodes: z.number(),
    /**
     * Floating-point operations a point in matrix products and convolutions, forth and back; null if the engine does
     * not count them.
     */
    flops: measured,
    /** Seconds a point, measured on the machine that scored it. */
    seconds: z.number(),
  }),
  training: z
    .strictObject({
      steps: z.int(),
      points: z.int(),
      projections: z.int(),
      /** Floating-point operations of all steps in matrix products and convolutions, forward and backward. */
      flops: z.number().optional(),
      pairs: z.number(),
      /** N(N−1)/2 of the training pool. */
      totalPairs: z.number(),
      seconds: z.number(),
    })
    .nullable(),
  evaluationSeconds: z.number(),
});
export type SummaryRecord = z.infer<typeof summaryRecord>;
