export { valuesAndGradients, type ValuesAndGradients } from './gradients.js';
export type { LossExample } from './losses/define-loss.js';
export { losses } from './losses/registry.js';
export { lossContext, type Drawn, type Loss, type LossContext, type LossNetwork } from './losses/loss.js';
export { amortisationGap, pointTotals, type PointTerms } from './metrics/amortisation-gap.js';
export { spread } from './metrics/covariance.js';
export {
  denoisingLoss,
  featureNetworkSchema,
  imageFeatures,
  initialFeatureNetwork,
  type DenoisingLossOptions,
  type FeatureNetworkConfig,
} from './metrics/feature-network.js';
export { imageSet } from './metrics/image-set.js';
export { pathMetrics, pointMetrics, setMetrics } from './metrics/registry.js';
export type {
  Images,
  ImageSet,
  Middles,
  PathMetric,
  PointMetric,
  PointSample,
  SetMetric,
  Interpolation,
  InterpolatedLatents,
  MeasuredInterpolation,
} from './metrics/metric.js';
export { measureInterpolation } from './metrics/measure-interpolation.js';
export { interpolate, type InterpolateOptions } from './ops/interpolate.js';
export { adamStep, initialAdam, type AdamOptions, type AdamResult } from './optimisers/adam.js';
export { averageStep, type AverageOptions } from './optimisers/average.js';
export { clipByGlobalNorm, globalNorm, type ClippedGradients } from './optimisers/clip.js';
export { latentSpace, type LatentPlaces, type LatentSpace } from './latent-space.js';
export type { PathExample } from './paths/define-path.js';
export { paths } from './paths/registry.js';
export {
  imagesOf,
  latentsOf,
  type Endpoints,
  type Pairs,
  type Path,
  type PathContext,
  type PathPoints,
  untrained,
} from './paths/path.js';
export type { RowMap, SolverHost } from './paths/solving/host.js';
export {
  initialMinimiser,
  minimiserStep,
  runMinimiser,
  type Minimisation,
  type MinimiserOutputs,
  type MinimiserProgram,
  type MinimiserStepOptions,
} from './paths/solving/minimise.js';
export { convolutionalVae, type FrozenVae } from './frozen-vae.js';
export type { VaeContext } from './paths/vae-context.js';
export { decodeSafetensors, encodeSafetensors, type Safetensors } from './safetensors.js';
export { initialVae } from './vae-initial.js';
export { klDivergence, vaeLoss, type VaeLoss, type VaeLossOptions } from './vae-loss.js';
export { decode, posterior, vaeSchema, type ImageShape, type Posterior, type Vae, type VaeConfig } from './vae.js';
export { weight, type Weights } from './weights.js';
export { acaiSmoothness, cosineDistance } from './truth/acai.js';
export { bankFactors, nearest, type BankEntry, type Nearest } from './truth/bank.js';
export type { Inverse } from './truth/descent.js';
export { categoryOf, countCategories, factorSpace, type FactorSpace } from './truth/factor-space.js';
export { truthMetrics, truthSample } from './truth/registry.js';
export { inverter } from './truth/invert.js';
export type { FactorPath, TruthMetric, TruthSample } from './truth/truth-metric.js';
