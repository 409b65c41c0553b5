import {
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
import type { PairScores, TruthValues } from './pair-values.js';
import type { PairSet } from './pair-set.js';
import { estimateOverPairs, type PairColumn, resamplesFor } from './ratio-of-means.js';

/** One finished trial of an arm, reduced to one value per test pair and metric. */
export interface ScoredTrial extends PairScores {
  readonly seed: number;
  /**
   * The same on the pairs and α that solvers are scored on: the first few. Absent if `values` are of these already.
   */
  readonly common?: PairScores;
  /** Metrics of ground truth, over fewer pairs and α; absent if the images' factors are not known. */
  readonly truth?: TruthValues;
  /**
   * The objective of the experiment at its points, and on the pairs and α of solvers; absent if either is not known.
   */
  readonly objective?: { readonly own: ObjectivePoints; readonly common: ObjectivePoints };
  /** The objective on what it was trained on; absent if it was not measured. */
  readonly gaps?: { readonly trained?: PairSet; readonly visited?: PairSet; readonly unvisited?: PairSet };
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
  const counted = countedOf(arms);
  const bySeeds = counted.length > 0 && counted.every((arm) => arm.trials.length >= 2);
  return { kind: bySeeds ? 'seeds' : 'pairs', resamples };
}

/** The trained arms with finished trials, or where there is none, those that have a trial a seed. */
function countedOf(arms: readonly ScoredArm[]): readonly ScoredArm[] {
  const seeded = arms.filter((arm) => arm.trials.length > 0 && !isOfNoSeed(arm));
  const trained = seeded.filter((arm) => arm.trained);
  return trained.length > 0 ? trained : seeded;
}

/** Seeds with which a trained arm has finished, in the order of the arms' trials. */
export function seedsOf(arms: readonly ScoredArm[]): readonly number[] {
  return [...new Set(countedOf(arms).flatMap(({ trials }) => trials.map(({ seed }) => seed)))];
}

/** The seed with which most arms have finished, the first of several; null if there is none. */
export function sharedSeed(arms: readonly ScoredArm[]): number | null {
  const counted = countedOf(arms);
  const count = (seed: number) => counted.filter((arm) => trialOf(arm, seed) !== undefined).length;
  return seedsOf(arms).reduce<number | null>(
    (best, seed) => (best === null || count(seed) > count(best) ? seed : best),
    null,
  );
}

/** The arm with one seed's trial alone; an arm that has one trial for all seeds as it is. */
export function withSeed<Arm extends ScoredArm>(arm: Arm, seed: number): Arm {
  return isOfNoSeed(arm) ? arm : { ...arm, trials: arm.trials.filter((trial) => trial.seed === seed) };
}

/**
 * Mean of a metric over an arm's trials and pairs, with its interval; null if one of its trials does not define it, or
 * the pairs do not bound it.
 */
export function estimateMetric(arm: ScoredArm, metric: ComparedMetricName, condition: Condition): Estimate | null {
  const columns = columnsOf(arm, metric);
  const [first] = columns;
  if (first === undefined) return null;
  if (condition.kind === 'seeds' && columns.length >= 2) return tInterval(columns.map(({ values }) => mean(values)));
  return estimateOverPairs(first, condition.resamples);
}

/** The same without an interval. */
export function meanOf(arm: ScoredArm, metric: ComparedMetricName, { kind }: Pick<Condition, 'kind'>): number | null {
  const means = columnsOf(arm, metric).map(({ values }) => mean(values));
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
    return areOnLogs(paired, levels) ? tLogRatio(top, bottom) : tRatio(top, bottom);
  }
  return bootstrapRatio(first.a, first.b, resamplesFor(first.a, resamples));
}

/** Whether ratios of seeds that differ in level are taken on a log scale: where all their means are positive. */
export function areOnLogs(paired: readonly PairedTrial[], levels: boolean): boolean {
  return levels && paired.every(({ a, b }) => mean(a) > 0 && mean(b) > 0);
}

/** One metric of two trials, pair by pair. */
export interface PairedTrial {
  readonly seed: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** As in a column, of both. */
  readonly scale?: Float64Array | undefined;
}

/**
 * The trials of two arms, paired by seed, on the pairs and α of both. An arm that has one trial for all seeds is paired
 * with every seed of the other.
 */
export function pairedTrials(arm: ScoredArm, reference: ScoredArm, metric: ComparedMetricName): readonly PairedTrial[] {
  return (isOfNoSeed(arm) ? reference : arm).trials.flatMap(({ seed }) => {
    const [a, b] = pairedColumns(trialOf(arm, seed), trialOf(reference, seed), metric);
    return a === undefined || b === undefined ? [] : [{ seed, a: a.values, b: b.values, scale: b.scale }];
  });
}

/**
 * A metric of two trials on the same pairs and α: the common ones, where one trial was scored on fewer. Metrics of
 * ground truth are of whole paths, so that they are comparable only on the same α.
 */
export function pairedColumns(
  a: ScoredTrial | undefined,
  b: ScoredTrial | undefined,
  metric: ComparedMetricName,
): readonly [PairColumn | undefined, PairColumn | undefined] {
  if (isOfTruth(metric)) {
    const [top, bottom] =
      a?.truth?.alphas === b?.truth?.alphas ? [a?.truth?.values[metric], b?.truth?.values[metric]] : [];
    const pairs = Math.min(top?.length ?? 0, bottom?.length ?? 0);
    return [top && { values: top.subarray(0, pairs) }, bottom && { values: bottom.subarray(0, pairs) }];
  }
  const fewer = (a?.common === undefined) !== (b?.common === undefined);
  const of = (trial: ScoredTrial | undefined) => trial && columnOf(fewer ? (trial.common ?? trial) : trial, metric);
  return [of(a), of(b)];
}

/** Whether an arm has one trial for all seeds: it trains nothing, and no seed changes what it is scored on. */
export function isOfNoSeed({ trained, varied = false }: ScoredArm): boolean {
  return !trained && !varied;
}

/** The trial of a seed, or the one trial of an arm that has the same for all seeds. */
export function trialOf(arm: ScoredArm, seed: number): ScoredTrial | undefined {
  return isOfNoSeed(arm) ? arm.trials[0] : arm.trials.find((trial) => trial.seed === seed);
}

/** One column a trial; none if one of the trials does not define the metric. */
function columnsOf({ trials }: ScoredArm, metric: ComparedMetricName): readonly PairColumn[] {
  const columns = trials.flatMap(
    (trial) => (isOfTruth(metric) ? trial.truth && columnOf(trial.truth, metric) : columnOf(trial, metric)) ?? [],
  );
  return columns.length === trials.length ? columns : [];
}

function columnOf({ values, scales }: PairScores, metric: ComparedMetricName): PairColumn | undefined {
  const own = values[metric];
  return own && { values: own, scale: scales?.[metric] };
}
