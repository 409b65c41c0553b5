import {
  batchVariance,
  type Estimate,
  fillNormal,
  fillUniform,
  type GradientVariances,
  gradientVariances,
  integerAt,
  type Key,
  mapValues,
  type NamedArrays,
  ndarray,
  split,
  tInterval,
  uniformAt,
} from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';
import type { Engine, Program } from '@latent-paths/engine';
import type { Drawn } from '@latent-paths/model';
import { under } from '../../steps/prefixed-records.js';
import { drawsOf, gradientProbe, type Objective } from '../../steps/objective.js';
import { withPrograms } from '../../steps/with-programs.js';
import { scalarArray } from '../../steps/specs.js';
import { disjointPairs, gatherRows } from '../../evaluation/scoring/test-pairs.js';

export interface MeasureOptions {
  /** Of losses that are means over points. */
  readonly objective: Objective;
  /** All weights, as `weightsAmong` names them. */
  readonly weights: NamedArrays;
  /** Of each loss. */
  readonly lossWeights: Readonly<Record<string, number>>;
  readonly pool: Pick<Pool, 'count' | 'gather' | 'latentSize'>;
  readonly key: Key;
  readonly seed: number;
  /** Squares, each of its own `pairs` × `alphas` points: what the intervals are taken over; at least 2. */
  readonly squares: number;
  readonly pairs: number;
  readonly alphas: number;
  /** Values of K to predict for. */
  readonly perPair: readonly number[];
  readonly engine: Engine;
  /** Called with the share that is done; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** Variance of a batch's gradient with K α per pair, predicted. */
interface PredictedVariance extends Readonly<Record<'independent' | 'stratified' | 'grid', Estimate>> {
  readonly perPair: number;
}

/** Squared norms of θ-gradients, with intervals over the squares. */
export interface MeasuredVariances extends Readonly<Record<keyof GradientVariances, Estimate>> {
  /** Points of the batch that `predicted` is about. */
  readonly points: number;
  readonly predicted: readonly PredictedVariance[];
}

/** A point: its place in the pairs of the whole measurement, its α, and a number of its own. */
interface Point {
  readonly pair: number;
  readonly alpha: number;
  readonly id: number;
}

/**
 * Measures where the θ-gradient's spread comes from: for each square of R fresh pairs × A random α, norms of the
 * gradients of every point, of each pair's mean, of each α's and of the whole (`gradientVariances`); and, for each
 * number m of cells, of points of one pair in one cell: W_m = ½‖g − g′‖² = ‖g‖² + ‖g′‖² − 2‖(g + g′)/2‖²
 * (`batchVariance`). Pairs share no latent and squares no α, so the squares are independent.
 */
export async function measureVariances(options: MeasureOptions): Promise<MeasuredVariances> {
  const { objective, squares, pairs, alphas, perPair, key, pool, seed, engine, tell } = options;
  const { batch } = objective;
  const chosen = disjointPairs(pool, squares * pairs, seed);
  return withPrograms(engine, async (compile) => {
    const programs = new Map<number, Program>();
    for (const size of new Set([1, 2, alphas, pairs, pairs * alphas]))
      programs.set(size, await compile(gradientProbe({ ...objective, batch: size }, options.weights)));
    const square = async (points: readonly Point[]): Promise<number> => {
      const { 'norm/total': norm } = await programs.get(points.length)!.run(inputsOf(options, chosen, points));
      return norm!.data[0]! ** 2;
    };
    const average = async (groups: readonly (readonly Point[])[]): Promise<number> => {
      let sum = 0;
      for (const group of groups) sum += await square(group);
      return sum / groups.length;
    };
    const cells = [...new Set([...perPair, batch])];
    const found: { variances: GradientVariances; within: ReadonlyMap<number, number> }[] = [];
    for (let q = 0; q < squares; q++) {
      const values = Array.from({ length: alphas }, (_, a) => uniformAt(split(key, 'alphas'), q * alphas + a));
      const rows = Array.from({ length: pairs }, (_, p) =>
        values.map((alpha, a): Point => ({ pair: q * pairs + p, alpha, id: (q * pairs + p) * alphas + a })),
      );
      const columns = values.map((_, a) => rows.map((row) => row[a]!));
      const variances = gradientVariances({
        pairs,
        alphas,
        points: await average(rows.flat().map((point) => [point])),
        ofPairs: await average(rows),
        ofAlphas: await average(columns),
        ofAll: await square(rows.flat()),
      });
      const within = new Map<number, number>();
      for (const m of cells) {
        const twins = rows.map((_, p) =>
          twinsOf(split(key, `${m} cells`), {
            m,
            pair: q * pairs + p,
            id: 2 * squares * pairs * alphas * (1 + cells.indexOf(m)),
          }),
        );
        within.set(m, 2 * (await average(twins.flat().map((point) => [point]))) - 2 * (await average(twins)));
      }
      found.push({ variances, within });
      tell((q + 1) / squares);
    }
    const over = (value: (one: (typeof found)[number]) => number): Estimate => tInterval(found.map(value));
    const predict = (K: number, scheme: 'independent' | 'stratified' | 'grid') =>
      over(({ variances, within }) =>
        batchVariance({
          variances,
          points: batch,
          perPair: K,
          alphas: scheme,
          withinCell: within.get(scheme === 'grid' ? K : batch)!,
        }),
      );
    return {
      pair: over(({ variances }) => variances.pair),
      alpha: over(({ variances }) => variances.alpha),
      interaction: over(({ variances }) => variances.interaction),
      signal: over(({ variances }) => variances.signal),
      points: batch,
      predicted: perPair.map((K) => ({
        perPair: K,
        independent: predict(K, 'independent'),
        stratified: predict(K, 'stratified'),
        grid: predict(K, 'grid'),
      })),
    };
  });
}

/** Two points of a pair, independent in one of m cells. */
function twinsOf(key: Key, { m, pair, id }: { m: number; pair: number; id: number }): readonly [Point, Point] {
  const cell = integerAt(split(key, 'cell'), pair, m);
  const at = (side: number): Point => ({
    pair,
    alpha: (cell + uniformAt(split(key, 'place'), 2 * pair + side)) / m,
    id: id + 2 * pair + side,
  });
  return [at(0), at(1)];
}

/** Inputs of the probe: a loss reads the same draws for a point wherever that stands. */
function inputsOf(
  { objective, weights, lossWeights, pool, key }: MeasureOptions,
  chosen: { a: Int32Array; b: Int32Array },
  points: readonly Point[],
): NamedArrays {
  const ends = (end: 'a' | 'b') =>
    gatherRows(
      pool,
      Int32Array.from(points, ({ pair }) => chosen[end][pair]!),
    );
  const draw: Readonly<Record<Drawn, (id: number, out: Float32Array) => void>> = {
    pool: (id, out) => pool.gather(Int32Array.of(integerAt(split(key, 'pool'), id, pool.count)), out),
    noise: (id, out) => fillNormal(split(split(key, 'noise'), id), 0, out),
    level: (id, out) => fillUniform(split(key, 'level'), id, out),
  };
  const drawn = mapValues(drawsOf(objective), (width, name) => {
    const out = new Float32Array(points.length * width);
    // the names of `drawsOf` are of this kind
    points.forEach(({ id }, i) => draw[name as Drawn](id, out.subarray(i * width, (i + 1) * width)));
    return ndarray([points.length, width], out);
  });
  return {
    zA: ends('a'),
    zB: ends('b'),
    alpha: ndarray(
      [points.length, 1],
      Float32Array.from(points, ({ alpha }) => alpha),
    ),
    ...drawn,
    ...under(
      'weight',
      mapValues(objective.losses, (_, name) => scalarArray(lossWeights[name]!)),
    ),
    ...weights,
  };
}
