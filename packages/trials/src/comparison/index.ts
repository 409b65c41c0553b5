export { armStatus, collapsedPart, collapsedSeeds } from './arm-collapse.js';
export { judgeClaims } from './claims.js';
export {
  conditionOf,
  estimateMetric,
  isOfNoSeed,
  meanOf,
  METRIC_NAMES,
  pairedTrials,
  resamplesFor,
  type ScoredArm,
  type ScoredTrial,
  trialOf,
} from './compare-arms.js';
export { pairValues, truthOf } from './pair-values.js';
export { resamplesOf } from './resampling.js';
export { brief } from './words.js';
