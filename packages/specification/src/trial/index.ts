export { activeLosses, type Extent, plannedExtent, trainingExtent } from './budget.js';
export {
  featuresInputHash,
  imagesIdentity,
  isTrained,
  poolInputHash,
  trialHash,
  usedConfig,
  vaeInputHash,
} from './identity.js';
export { featureReduction } from './feature-reduction.js';
export { isImported } from './is-imported.js';
export { pathAdvice } from './known-space.js';
export { checkImageCounts, looksOfImages, openImages, openSource } from './open-source.js';
export { arePicturesKnown } from './pool-identity.js';
export { sharedObjective } from './shared-objective.js';
export { trialSchema } from './trial-schema.js';
export { withCounts, type PoolCounts } from './with-counts.js';
export type { ImportedVaeConfig, TrainedVaeConfig, TrialConfig } from './trial-shape.js';
export { formatTrial, parseTrial } from './trial-file.js';
