import { GAPS, type GapsRecord, type NamedArrays, ndarray, summarise, trapezoid } from '@latent-paths/core';
import type { Batch, Pool, TrialStore } from '@latent-paths/data';
import type { Program } from '@latent-paths/engine';
import type { Path } from '@latent-paths/model';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { alphaGrid, gatherRows } from '../evaluation/scoring/test-pairs.js';
import type { PairRows, TrainedPoints } from '../evaluation/scoring/trained-points.js';
import { pointErrorsStep } from '../steps/point-errors-step.js';
import { rowsAtOnce } from '../steps/rows-at-once.js';
import { withPrograms } from '../steps/with-programs.js';
import { Stopped, type StageContext } from './context.js';
import type { TrialInputs } from './trial-inputs.js';

export interface ScoreGapsOptions {
  readonly gaps: NonNullable<TrialConfig['evaluation']['gaps']>;
  readonly label: string;
  readonly path: Path;
  readonly theta: NamedArrays;
  /** What it was trained on, and what not. */
  readonly points: TrainedPoints;
  readonly trialInputs: TrialInputs;
  readonly trial: TrialStore;
}

/** Points that one run of the program measures, at most. */
const POINTS_A_RUN = 512;

/** Errors of points, [n] each. */
interface PointErrors {
  readonly reprojection: Float64Array;
  readonly attraction: Float64Array;
}

/** One row of the table: a pair of a set, and the mean of its errors over α. */
interface GapRow {
  readonly set: number;
  readonly a: number;
  readonly b: number;
  /** α of a trained point; NaN if errors are means over α. */
  readonly alpha: number;
  readonly reprojection: number;
  readonly attraction: number;
}

/** The sets in the order of the table's column `set`. */
const SETS = ['trained', 'visited', 'unvisited'] as const;

/**
 * Measures the path on what it was trained on: (a) points at the α that they were trained at, (b) the same pairs over
 * all α, (c) pairs of the same latents that were never visited. With the held-out pairs (d), which every trial is
 * scored on, b − a is the α gap, c − b the pair gap, d − c the latent gap. Writes one row per pair.
 */
export async function scoreGaps(options: ScoreGapsOptions, context: StageContext): Promise<GapsRecord> {
  const { gaps, label, path, theta, points, trialInputs, trial } = options;
  const { vae, pools } = trialInputs;
  const pool = pools.train;
  const rows = await withPrograms(context.engine, async (compile) => {
    const atOnce = rowsAtOnce(POINTS_A_RUN, vae.imageShape);
    const program = await compile(pointErrorsStep({ path, theta, vae, points: atOnce }));
    const measure = (batch: Batch) => errorsOf(batch, { program, atOnce, pool, label, context });
    return [
      ...pointRows(points.trained, await measure(points.trained)),
      ...(await pathRows(1, points.visited, gaps.alphas, measure)),
      ...(await pathRows(2, points.unvisited, gaps.alphas, measure)),
    ];
  });
  await trial.writeTable(GAPS, tableOf(rows));
  const [trained, visited, unvisited] = [0, 1, 2].map((set) => summaryOf(rows.filter((row) => row.set === set)));
  return {
    pairs: gaps.pairs,
    alphas: gaps.alphas,
    points: points.trained.alpha.length,
    sets: { trained: trained ?? null, visited: visited ?? null, unvisited: unvisited ?? null },
  };
}

function summaryOf(rows: readonly GapRow[]): GapsRecord['sets']['trained'] {
  if (rows.length === 0) return null;
  const of = (key: 'reprojection' | 'attraction') => summarise(Float64Array.from(rows, (row) => row[key]));
  return { reprojection: of('reprojection'), attraction: of('attraction') };
}

/** A row for each point: the pair at the α that it was trained at. */
function pointRows({ a, b, alpha }: Batch, { reprojection, attraction }: PointErrors): GapRow[] {
  return Array.from(a, (row, i) => ({
    set: 0,
    a: row,
    b: b[i]!,
    alpha: alpha[i]!,
    reprojection: reprojection[i]!,
    attraction: attraction[i]!,
  }));
}

/** A row for each pair: the integral of its errors over α by the trapezoid rule. */
async function pathRows(
  set: number,
  { a, b }: PairRows,
  alphas: number,
  measure: (batch: Batch) => Promise<PointErrors>,
): Promise<GapRow[]> {
  const grid = alphaGrid(alphas).data;
  const repeated = (rows: Int32Array) =>
    Int32Array.from({ length: rows.length * alphas }, (_, i) => rows[Math.floor(i / alphas)]!);
  const alpha = Float32Array.from({ length: a.length * alphas }, (_, i) => grid[i % alphas]!);
  const errors = await measure({ a: repeated(a), b: repeated(b), alpha });
  const mean = (values: Float64Array, pair: number) => trapezoid(values.subarray(pair * alphas, (pair + 1) * alphas));
  return Array.from(a, (row, i) => ({
    set,
    a: row,
    b: b[i]!,
    alpha: NaN,
    reprojection: mean(errors.reprojection, i),
    attraction: mean(errors.attraction, i),
  }));
}

interface Measuring {
  readonly program: Program;
  /** Points that it takes. */
  readonly atOnce: number;
  readonly pool: Pool;
  readonly label: string;
  readonly context: StageContext;
}

/** The last run is filled up with the last point, and cut. */
async function errorsOf(
  { a, b, alpha }: Batch,
  { program, atOnce, pool, label, context }: Measuring,
): Promise<PointErrors> {
  const count = alpha.length;
  const errors = { reprojection: new Float64Array(count), attraction: new Float64Array(count) };
  for (let first = 0; first < count; first += atOnce) {
    if (context.signal.aborted) throw new Stopped(`${label}, scoring stopped`);
    const at = Int32Array.from({ length: atOnce }, (_, i) => Math.min(first + i, count - 1));
    const ends = {
      zA: gatherRows(
        pool,
        at.map((i) => a[i]!),
      ),
      zB: gatherRows(
        pool,
        at.map((i) => b[i]!),
      ),
    };
    const outputs = await program.run({
      ...ends,
      alpha: ndarray(
        [atOnce, 1],
        Float32Array.from(at, (i) => alpha[i]!),
      ),
    });
    for (const name of ['reprojection', 'attraction'] as const) {
      errors[name].set(outputs[name]!.data.subarray(0, Math.min(atOnce, count - first)), first);
    }
    await new Promise(setImmediate);
  }
  return errors;
}

function tableOf(rows: readonly GapRow[]) {
  const integers = (key: 'set' | 'a' | 'b') =>
    ({ kind: 'int32', data: Int32Array.from(rows, (row) => row[key]) }) as const;
  const numbers = (key: 'alpha' | 'reprojection' | 'attraction') =>
    ({ kind: 'float32', data: Float32Array.from(rows, (row) => row[key]) }) as const;
  return {
    columns: {
      set: integers('set'),
      a: integers('a'),
      b: integers('b'),
      alpha: numbers('alpha'),
      reprojection: numbers('reprojection'),
      attraction: numbers('attraction'),
    },
    metadata: { sets: SETS.join(',') },
  };
}
