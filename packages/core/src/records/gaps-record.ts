import { z } from 'zod';
import { summaryRecordOfValues } from './summary-record-of-values.js';

/** Over pairs: their means over α of ‖z − P(z)‖² and of ‖z − ẑ‖². */
const errorsOfPairs = z.strictObject({ reprojection: summaryRecordOfValues, attraction: summaryRecordOfValues });

/** What a trained path does on latents of its training pool, to be compared with held-out pairs. */
export const gapsRecord = z.strictObject({
  /** Pairs of each set, at most, and α on each. */
  pairs: z.int(),
  alphas: z.int(),
  /** Trained points (pair, α). */
  points: z.int(),
  sets: z.strictObject({
    /** Points at the α that they were trained at. */
    trained: errorsOfPairs.nullable(),
    /** Pairs that were trained, over all α. */
    visited: errorsOfPairs.nullable(),
    /** Pairs of the same latents that were never visited; null if there are none. */
    unvisited: errorsOfPairs.nullable(),
  }),
});
export type GapsRecord = z.infer<typeof gapsRecord>;
