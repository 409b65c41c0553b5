import {
  bootstrapMean,
  bootstrapRatio,
  COMPARED_METRICS,
  type ComparedMetricName,
  type ComparisonRecord,
  type Estimate,
  isOfTruth,
  mean,
  type Resamples,
  tInterval,
  tLogRatio,
  tRatio,
} from '@latent-paths/core';
import type { ObjectivePoints } from './objective.js';
import type { PairValues, TruthValues } from './pair-values.js';
import { resamplesOf } from './resampling.js';

/** One finished trial of an arm, reduced to one value per test pair and metric. */
export interface ScoredTrial {
  readonly seed: number;
  readonly values: PairValues;
  /**
   * The same on the pairs and α that solvers are scored on: the first few. Absent if `values` are of these already.
   */
  readonly common?: PairValues;
  /** Metrics of ground truth, over fewer pairs and α; absent if the images' factors are not known. */
  readonly truth?: TruthValues;
  /**
   * The objective of the experiment at its points, and on the pairs and α of solvers; absent if either is not known.
   */
  readonly objective?: { readonly own: ObjectivePoints; readonly common: ObjectivePoints };
  /** The objective on what it was trained on, one value per row; absent if it was not measured. */
  readonly gaps?: {
    readonly trained?: Float64Array;
    readonly visited?: Float64Array;
    readonly unvisited?: Float64Array;
  };
  /** Absent if it trains nothing. */
  readonly training?: { readonly steps: number; readonly pairs: number };
  /** What identifies its VAE. */
  readonly vae?: string;
}

/** An arm with its finished trials. All have a seed's pairs in the same order, or the first of them. */
export interface ScoredArm {
  readonly name: string;
  readonly trained: boolean;
  /** Whether each seed draws VAE, pool or pairs anew, so that an arm that trains nothing, too, has a trial a seed. */
  readonly varied?: boolean;
  readonly trials: readonly ScoredTrial[];
}

export interface Condition {
  /** `seeds`: t intervals over seed means; `pairs`: bootstrap over test pairs, conditional on the one seed. */
  readonly kind: ComparisonRecord['condition'];
  /** Of all test pairs; for an arm that was scored on fewer, new resamples are drawn. */
  readonly resamples: Resamples;
  /**
   * Whether seeds draw VAE, pool or pairs anew, so that they differ in level: ratios are then compared on a log scale.
   */
  readonly levels?: boolean;
}

export const METRIC_NAMES = Object.keys(COMPARED_METRICS) as readonly ComparedMetricName[];

/**
 * Intervals come from the seeds where every trained arm with finished trials has two seeds or more; else from the
 * pairs. Where none is trained, arms count that have a trial a seed.
 */
export function conditionOf(arms: readonly ScoredArm[], resamples: Resamples): Condition {
  const seeded = arms.filter((arm) => arm.trials.length > 0 && !isOfNoSeed(arm));
  const trained = seeded.filter((arm) => arm.trained);
  const counted = trained.length > 0 ? trained : seeded;
  const bySeeds = counted.length > 0 && counted.every((arm) => arm.trials.length >= 2);
  return { kind: bySeeds ? 'seeds' : 'pairs', resamples };
}

/** Mean of a metric over an arm's trials and pairs, with its interval; null if the arm does not define it. */
export function estimateMetric(arm: ScoredArm, metric: ComparedMetricName, condition: Condition): Estimate | null {
  const columns = columnsOf(arm, metric);
  const [first] = columns;
  if (first === undefined) return null;
  if (condition.kind === 'seeds' && columns.length >= 2) return tInterval(columns.map(mean));
  return bootstrapMean(first, resamplesFor(first, condition.resamples));
}

/** The same without an interval. */
export function meanOf(arm: ScoredArm, metric: ComparedMetricName, { kind }: Pick<Condition, 'kind'>): number | null {
  const means = columnsOf(arm, metric).map(mean);
  return kind === 'seeds' && means.length >= 2 ? mean(means) : (means[0] ?? null);
}

/**
 * Ratio mean(arm) / mean(reference) of a metric, pair by pair and seed by seed; null if one of the two does not
 * define the metric, or the data do not bound the ratio.
 */
export function estimateRatio(
  arm: ScoredArm,
  reference: ScoredArm,
  metric: ComparedMetricName,
  condition: Condition,
): Estimate | null {
  return ratioOf(pairedTrials(arm, reference, metric), condition);
}

/** As `estimateRatio`, of trials that are paired already. */
export function ratioOf(
  paired: readonly PairedTrial[],
  { kind, resamples, levels = false }: Condition,
): Estimate | null {
  const [first] = paired;
  if (first === undefined || paired.some(({ b }) => mean(b) === 0)) return null;
  if (kind === 'seeds' && paired.length >= 2) {
    const [top, bottom] = [paired.map(({ a }) => mean(a)), paired.map(({ b }) => mean(b))];
    const onLogs = levels && [...top, ...bottom].every((value) => value > 0);
    return onLogs ? tLogRatio(top, bottom) : tRatio(top, bottom);
  }
  return bootstrapRatio(first.a, first.b, resamplesFor(first.a, resamples));
}

/** One metric of two trials, pair by pair. */
export interface PairedTrial {
  readonly seed: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/**
 * The trials of two arms, paired by seed, on the pairs and α of both. An arm that has one trial for all seeds is paired
 * with every seed of the other.
 */
export function pairedTrials(arm: ScoredArm, reference: ScoredArm, metric: ComparedMetricName): readonly PairedTrial[] {
  return (isOfNoSeed(arm) ? reference : arm).trials.flatMap(({ seed }) => {
    const [a, b] = pairedValues(trialOf(arm, seed), trialOf(reference, seed), metric);
    return a === undefined || b === undefined ? [] : [{ seed, a, b }];
  });
}

/**
 * A metric of two trials on the same pairs and α: the common ones, where one trial was scored on fewer. Metrics of
 * ground truth are of whole paths, so that they are comparable only on the same α.
 */
export function pairedValues(
  a: ScoredTrial | undefined,
  b: ScoredTrial | undefined,
  metric: ComparedMetricName,
): readonly [Float64Array | undefined, Float64Array | undefined] {
  if (isOfTruth(metric)) {
    const [top, bottom] =
      a?.truth?.alphas === b?.truth?.alphas ? [a?.truth?.values[metric], b?.truth?.values[metric]] : [];
    const pairs = Math.min(top?.length ?? 0, bottom?.length ?? 0);
    return [top?.subarray(0, pairs), bottom?.subarray(0, pairs)];
  }
  const fewer = (a?.common === undefined) !== (b?.common === undefined);
  const of = (trial: ScoredTrial | undefined) => (fewer ? (trial?.common ?? trial?.values) : trial?.values)?.[metric];
  return [of(a), of(b)];
}

/** Resamples of as many pairs as there are values. */
export function resamplesFor(values: Float64Array, resamples: Resamples): Resamples {
  return resamples[0]?.length === values.length ? resamples : resamplesOf(values.length);
}

/** Whether an arm has one trial for all seeds: it trains nothing, and no seed changes what it is scored on. */
export function isOfNoSeed({ trained, varied = false }: ScoredArm): boolean {
  return !trained && !varied;
}

/** The trial of a seed, or the one trial of an arm that has the same for all seeds. */
export function trialOf(arm: ScoredArm, seed: number): ScoredTrial | undefined {
  return isOfNoSeed(arm) ? arm.trials[0] : arm.trials.find((trial) => trial.seed === seed);
}

function columnsOf(arm: ScoredArm, metric: ComparedMetricName): readonly Float64Array[] {
  return arm.trials
    .map((trial) => (isOfTruth(metric) ? trial.truth?.values : trial.values)?.[metric])
    .filter((column) => column !== undefined);
}
