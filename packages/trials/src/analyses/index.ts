export { vaesOf } from './projection/experiment-projections.js';
export type { MeanSpectrum } from './projection/mean-spectrum.js';
export { type ProjectionOfKind, type TrialProjection, trialProjection } from './projection/trial-projection.js';
export { onePerVae } from './projection/trials-by-vae.js';
export { trialVariances, type TrialVariances } from './variances/trial-variances.js';
