import { z } from 'zod';
import { summaryRecordOfValues } from './summary-record-of-values.js';

const ofDefined = summaryRecordOfValues.extend({
  /** Share of the pairs for which the figure is defined. */
  defined: z.number(),
});
/** Over pairs; null if it is defined for none. Keys are columns of the table of paths' truth. */
const truthOfPairs = z.record(z.string(), ofDefined.nullable());

/** What the known factors of the images say of a trial's paths: frames are inverted to factors. */
export const truthRecord = z.strictObject({
  /** Test pairs: the first ones of those scored. */
  pairs: z.int(),
  alphas: z.array(z.number()),
  /**
   * ‖x − x*‖², x* the nearest true image, summed over pixels and channels, values 0…1: over all frames, and per α over
   * the pairs.
   */
  distance: summaryRecordOfValues,
  distanceByAlpha: z.array(summaryRecordOfValues),
  /** The same of the decoded ends of the pairs, D(zA) and D(zB): the level of the VAE itself. */
  real: summaryRecordOfValues,
  /** Over all pairs, those whose ends are of one category (shape), and those whose ends are of two. */
  paths: z.strictObject({ all: truthOfPairs, same: truthOfPairs, cross: truthOfPairs }),
  /** Seconds that it took. */
  seconds: z.number(),
});
export type TruthRecord = z.infer<typeof truthRecord>;
