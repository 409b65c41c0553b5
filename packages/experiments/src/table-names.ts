/** A trial's table of one row a pair and α. */
export const POINTS = 'points.arrow';
/** A trial's table of one row a pair. */
export const PATHS = 'paths.arrow';
/** A trial's table of decoded frames. */
export const FRAMES = 'frames.arrow';
