import { trialSchema } from '../trial/trial-schema.js';
import { locateMapping } from '../yaml/located.js';

/** Where a default is written. */
export const DEFAULT = 'default';

/** What holds where nothing is written. */
export const defaults = locateMapping(trialSchema.parse({}), { source: DEFAULT, position: null });
