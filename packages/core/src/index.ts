export { describeError } from './command-line/describe-error.js';
export { EXIT, type ExitCode } from './command-line/exit.js';
export { ExplainedError, UsageError } from './command-line/explained-error.js';
export type { Flags, FlagValues } from './command-line/flags.js';
export { formatFlags } from './command-line/format-flags.js';
export { parseArguments } from './command-line/parse-arguments.js';
export { runMain } from './command-line/run-main.js';
export type { PortableConstant, PortableGraph, PortableNode } from './portable-graph.js';
export { LFS_POINTER_BYTES, lfsPointer } from './lfs-pointer.js';
export { mapValues } from './map-values.js';
export { mean } from './statistics/mean.js';
export { mixedInputs } from './mixed-inputs.js';
export { suggestion } from './suggestion.js';
export {
  type EstimateOver,
  type LimitPoint,
  type LimitRecord,
  type PredictionFound,
  type StandingsRecord,
} from './records/limit-record.js';
export {
  COLLAPSED_BELOW,
  collapseSigns,
  COMPARED_METRICS,
  DEFAULT_RANKING_METRIC,
  DIVERSITY_KEPT_FROM,
  isOfTruth,
  collapseStatusOf,
  type ComparedMetric,
  type ComparedMetricName,
  type RankingMetric,
  type CollapseStatus,
} from './compared.js';
export { drawnAnew } from './drawn-anew.js';
export { ENGINE_NAMES, type EngineName } from './engine-name.js';
export type { CategoricalFactor, CircularFactor, Factor, LinearFactor } from './factor.js';
export { factorsBetween, type FactorEnds } from './factors-between.js';
export { fromBrainHalf, fromHalf } from './half.js';
export { hashArrays, hashJson, sha256, shortHash } from './hash.js';
export {
  buildChoice,
  choiceSchema,
  definePiece,
  openChoiceSchema,
  type ChoiceOf,
  type OpenChoiceOf,
  type Piece,
  type Registry,
  type WorkedPiece,
  type WorkedRegistry,
} from './registry.js';
export type { Key } from './philox.js';
export {
  fillNormal,
  fillUniform,
  integerAt,
  rootKey,
  sampleWithoutReplacement,
  split,
  uint32At,
  uniformAt,
} from './rng.js';
export { formatShape, ndarray, sameShape, sizeOf, type NamedArrays, type NDArray, type Shape } from './shape.js';
export { shortWay } from './short-way.js';
export { batchVariance, type BatchVarianceOptions } from './statistics/batch-variance.js';
export type { Estimate } from './statistics/estimate.js';
export { gradientVariances, type GradientSquares, type GradientVariances } from './statistics/gradient-variances.js';
export { holm } from './statistics/holm.js';
export { bootstrap, bootstrapMean, bootstrapRatio } from './statistics/interval.js';
export { rankCorrelation } from './statistics/rank-correlation.js';
export { drawResamples, type Resamples } from './statistics/resamples.js';
export { tInterval, tLogRatio, tRatio, tTest } from './statistics/student.js';
export { studentisedRatio, type StudentisedRatio } from './statistics/studentised.js';
export { summarise, type Summary } from './statistics/summary.js';
export { trapezoid } from './statistics/trapezoid.js';
export { COMMON_PATHS, COMMON_POINTS, FRAMES, GAPS, PATHS, POINTS, TRUTH_PATHS, TRUTH_POINTS } from './table-names.js';
export { comparisonRecord, type ClaimRecord, type ComparisonRecord } from './records/comparison-record.js';
export {
  experimentRecord,
  type ClaimTest,
  type ExperimentRecord,
  type ProjectionSizes,
  type PredictionRecord,
} from './records/experiment-record.js';
export {
  explorationRecord,
  type ExplorationReason,
  type ExplorationRecord,
  type ExplorationWalk,
} from './records/exploration-record.js';
export { type GapsRecord } from './records/gaps-record.js';
export {
  launchedTrials,
  launchRecord,
  type LaunchedJob,
  type LaunchedTrials,
  type LaunchRecord,
} from './records/launch-record.js';
export { metricsRow, type MetricsRow } from './records/metrics-row.js';
export {
  projectionRecord,
  type ProjectionKindRecord,
  type ProjectionRecord,
  type VaeProjectionRecord,
} from './records/projection-record.js';
export { type BroughtPathRecord } from './records/brought-path-record.js';
export { broughtRecord, type BroughtRecord } from './records/brought-record.js';
export { importRecord, type ImportRecord } from './records/import-record.js';
export { provenanceRecord, resumesRecord, runRecord, type RunRecord } from './records/run-record.js';
export { selectionRecord, type SelectionRecord } from './records/selection-record.js';
export { summaryRecord, type SummaryRecord } from './records/summary-record.js';
export { type TruthRecord } from './records/truth-record.js';
export { vaeQualityRecord, type VaeQuality } from './records/vae-quality-record.js';
export { armInWords, samplingInWords } from './words/arm-words.js';
export { formatBytes } from './words/format-bytes.js';
export { plural } from './words/plural.js';
export { someSeeds } from './words/some-seeds.js';
