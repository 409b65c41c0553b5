import type { StageContext } from '../context.js';

/** What of the world pairs are decoded by. */
export type ExploreContext = Pick<StageContext, 'store' | 'engine' | 'display' | 'signal'>;
