export { PROJECTION_SIZES } from './experiment-file.js';
export type { Removal } from './removals.js';
export { resolveExperiment } from './resolve.js';
export type { ResolvedArm, ResolvedExperiment, ResolvedSelection, ResolvedTrial, SelectionPoint } from './resolved.js';
export { type Chosen, rateAt, roundRate } from './select.js';
export { armSettings, type Setting } from './settings.js';
export { withSeeds } from './with-trials.js';
