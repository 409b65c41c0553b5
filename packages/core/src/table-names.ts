/** A trial's table of one row per pair and α. */
export const POINTS = 'points.arrow';
/** A trial's table of one row per pair. */
export const PATHS = 'paths.arrow';
/** A trial's table of decoded frames. */
export const FRAMES = 'frames.arrow';
/**
 * The same tables of the pairs and α that solvers are scored on; not there where those are all that the trial is scored
 * on.
 */
export const COMMON_POINTS = 'common-points.arrow';
export const COMMON_PATHS = 'common-paths.arrow';
/** One row per pair of the training pool: trained points, visited pairs, pairs that were never visited. */
export const GAPS = 'gaps.arrow';
/** One row per pair and α, and one row per pair, of those that are compared with ground truth. */
export const TRUTH_POINTS = 'truth-points.arrow';
export const TRUTH_PATHS = 'truth-paths.arrow';
