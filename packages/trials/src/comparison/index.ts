export { armStatus, collapsedPart, collapsedSeeds } from './arm-collapse.js';
export { judgeClaims } from './claims.js';
export {
  conditionOf,
  estimateMetric,
  isOfNoSeed,
  meanOf,
  METRIC_NAMES,
  pairedTrials,
  type ScoredArm,
  type ScoredTrial,
  trialOf,
} from './compare-arms.js';
export { pairScores, type PairValues, truthOf } from './pair-values.js';
export { estimateOverPairs } from './ratio-of-means.js';
export { resamplesOf } from './resampling.js';
export { brief } from './words.js';
