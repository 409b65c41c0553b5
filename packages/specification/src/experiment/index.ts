export { PROJECTION_SIZES } from './experiment-file.js';
export type { Removal } from './removals.js';
export { type ResolvedArm, type ResolvedExperiment, type ResolvedSelection, type ResolvedTrial, resolveExperiment, type SelectionPoint } from './resolve.js';
export { type Chosen, rateAt, roundRate } from './select.js';
export { armSettings, type Setting } from './settings.js';
export { withSeeds } from './with-trials.js';
