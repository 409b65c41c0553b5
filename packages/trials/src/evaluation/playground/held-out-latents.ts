import { buildChoice, POINTS, sizeOf, type RunRecord } from '@latent-paths/core';
import type { Pool, Store, TrialStore } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { paths, type Path } from '@latent-paths/model';
import { arePicturesKnown } from '@latent-paths/specification/trial';
import { decodePairs } from '../exploration/decode-pairs.js';
import type { FinishedPath } from '../walks/finished-path.js';
import { openScoredPool } from '../scoring/open-scored-pool.js';
import { disjointPairs, evenlyOf } from '../scoring/test-pairs.js';

/** A pair that a trial scored, by places among some latents, and what it found. */
interface ScoredPair {
  readonly a: number;
  readonly b: number;
  readonly alphas: readonly number[];
  /** ‖z − P(z)‖² */
  readonly reprojection: readonly number[];
}

/** Latents that a trial was scored on, to choose from. */
export interface HeldOutLatents {
  /** [n, d] */
  readonly latents: Float32Array;
  /** Bytes [h, w, c] of each: the image itself, or D(z) where that is not at hand. */
  readonly pictures: readonly Uint8Array[];
  readonly areReal: boolean;
  /** A few pairs of these latents. */
  readonly scored: readonly ScoredPair[];
}

export interface HeldOutLatentsOptions {
  readonly store: Store;
  /** A finished trial, its record and its path. */
  readonly trial: TrialStore;
  readonly run: RunRecord;
  readonly finished: FinishedPath;
  /** Latents, at most. */
  readonly count: number;
  readonly engine: Engine;
}

/** Pairs and α whose scores are taken along. */
const PAIRS = 3;
const ALPHAS = 9;

/** The first latents of a trial's pool of those that it was scored on. @throws if they are gone */
export async function heldOutLatents(options: HeldOutLatentsOptions): Promise<HeldOutLatents> {
  const { store, run, finished } = options;
  const pool = await openScoredPool({ store, run, config: finished.config });
  try {
    const count = Math.min(options.count, pool.count);
    const areReal = arePicturesKnown(finished.config);
    return {
      latents: await pool.rows(0, count),
      pictures: areReal ? await realPictures(finished, pool, count) : await decoded(options, pool, count),
      areReal,
      scored: await scoredPairs(options, pool, count),
    };
  } finally {
    pool.close();
  }
}

async function realPictures({ source }: FinishedPath, pool: Pool, count: number): Promise<Uint8Array[]> {
  const values = new Float32Array(sizeOf(source.shape));
  const indices = await pool.indices();
  return Array.from(indices.subarray(0, count), (index) => {
    source.write('heldOut', index, values);
    return Uint8Array.from(values, (value) => Math.round(255 * value));
  });
}

/** D(z) of each latent. */
async function decoded({ finished, engine }: HeldOutLatentsOptions, pool: Pool, count: number): Promise<Uint8Array[]> {
  const path = buildChoice<Path>(paths, { kind: 'linear' });
  const ends = Array.from({ length: count }, (_, row) => [row, row] as const);
  const made = await decodePairs({
    finished: { path, theta: {}, vae: finished.vae },
    pool,
    ends,
    alphas: [0],
    engine,
    tell: () => undefined,
  });
  return made.map(({ frames }) => frames[0]!);
}

async function scoredPairs(
  { trial, finished }: HeldOutLatentsOptions,
  pool: Pool,
  count: number,
): Promise<ScoredPair[]> {
  const summary = await trial.readSummary();
  const column = (await trial.readTable(POINTS))?.columns['reprojection'];
  if (summary === null || column?.kind !== 'float32') return [];
  const { alphas, pairs } = summary;
  const rows = disjointPairs(pool, pairs, finished.config.evaluation.seed);
  const places = evenlyOf(alphas.length, ALPHAS);
  const known = Array.from({ length: pairs }, (_, pair) => pair).filter(
    (pair) => rows.a[pair]! < count && rows.b[pair]! < count,
  );
  return known.slice(0, PAIRS).map((pair) => ({
    a: rows.a[pair]!,
    b: rows.b[pair]!,
    alphas: places.map((place) => alphas[place]!),
    reprojection: places.map((place) => column.data[pair * alphas.length + place]!),
  }));
}
