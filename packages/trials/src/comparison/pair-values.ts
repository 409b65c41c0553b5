import { COMPARED_METRICS, type ComparedMetricName, isOfTruth, mean, type TruthRecord } from '@latent-paths/core';
import type { Table } from '@latent-paths/data';
import { quantile } from 'simple-statistics';
import { objectiveOfPairs, objectivePoints } from './objective.js';
import { ratioOfMeans } from './ratio-of-means.js';

/** One value for each test pair of one trial: what intervals over pairs resample. */
export type PairValues = Readonly<Partial<Record<ComparedMetricName, Float64Array>>>;

/** A trial's metrics, pair by pair. */
export interface PairScores {
  /** Their mean is the metric. */
  readonly values: PairValues;
  /** Of a metric that is a ratio of means: each pair's denominator, divided by the mean one. */
  readonly scales?: PairValues;
}

/**
 * Reduces a trial's tables to one value per pair and compared metric. A metric that a path leaves undefined (NaN) for
 * any pair is left out: otherwise each arm would be averaged over other pairs. `real` is the mean of
 * ‖z − P(z)‖² over real held-out latents; `attraction` is λ of the objective, where there is one.
 */
export function pairScores(points: Table, paths: Table, real: number, attraction?: number): PairScores {
  const pairs = paths.columns['pair']!.data.length;
  const alphas = points.columns['pair']!.data.length / pairs;
  const reduce = (name: string, change: (values: Float32Array) => number) => {
    const column = points.columns[name];
    if (column?.kind !== 'float32') return undefined;
    return Float64Array.from({ length: pairs }, (_, pair) =>
      change(column.data.subarray(pair * alphas, (pair + 1) * alphas)),
    );
  };
  const path = (name: string) => definedColumn(paths, name);
  const held = attraction === undefined ? null : objectivePoints(points, attraction);
  const [spread, linear] = [path('spread'), path('linear-spread')];
  const diversity = spread && linear && ratioOfMeans(spread, linear);
  const values = {
    'reprojection-half': reduce('reprojection', (values) => values[(alphas - 1) / 2]!),
    reprojection: reduce('reprojection', mean),
    'reprojection-q95': reduce('reprojection', (values) => quantile(Array.from(values), 0.95)),
    'reprojection-max': reduce('reprojection', (values) => values.reduce((a, b) => Math.max(a, b))),
    'reprojection-real': reduce('reprojection', (values) => mean(values) / real),
    attraction: reduce('attraction', mean),
    'held-out-objective': held === null ? undefined : objectiveOfPairs(held),
    'endpoint-error': path('endpoint-error'),
    'identity-error': path('identity-error'),
    'alpha-sensitivity': path('alpha-sensitivity'),
    diversity: diversity?.values,
  };
  return { values: definedOf(values), ...(diversity && { scales: { diversity: diversity.scale } }) };
}

/** Metrics of ground truth, one value for each of the first test pairs, at so many α. */
export interface TruthValues {
  readonly values: PairValues;
  readonly pairs: number;
  readonly alphas: number;
}

/**
 * As `ScoredTrial` has it, of a trial's table of its paths' truth and the section of its summary; nothing where there
 * is none.
 */
export function truthOf(paths: Table | null, record: TruthRecord | undefined): { readonly truth?: TruthValues } {
  if (paths === null || record === undefined) return {};
  // Object.keys forgets that they are its names
  const names = (Object.keys(COMPARED_METRICS) as ComparedMetricName[]).filter(isOfTruth);
  const values = definedOf(Object.fromEntries(names.map((name) => [name, definedColumn(paths, name)])));
  return { truth: { values, pairs: record.pairs, alphas: record.alphas.length } };
}

/** A column without gaps. */
function definedColumn(table: Table, name: string): Float64Array | undefined {
  const column = table.columns[name];
  return column?.kind === 'float32' && !column.data.some(Number.isNaN) ? Float64Array.from(column.data) : undefined;
}

function definedOf(values: Readonly<Record<string, Float64Array | undefined>>): PairValues {
  return Object.fromEntries(Object.entries(values).filter(([, column]) => column !== undefined));
}
