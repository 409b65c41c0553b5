import { sameShape } from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';
import { decodePairs } from '../../evaluation/exploration/decode-pairs.js';
import { principalPlane, type PrincipalPlane } from '../../evaluation/exploration/principal-plane.js';
import { finishedPath } from '../../evaluation/walks/finished-path.js';
import { goneArtifacts } from '../../provenance/gone-artifacts.js';
import { openScoredPool } from '../../evaluation/scoring/open-scored-pool.js';
import { disjointPairs } from '../../evaluation/scoring/test-pairs.js';
import { Stopped } from '../context.js';
import type { ExploreContext } from './explore-context.js';
import type { ExploredArm } from './explored-arm.js';
import { keptFrames } from './kept-frames.js';

/** An arm on some pairs, as pictures and in a plane of latents. */
export interface ArmWalks {
  /** By pair, in the order asked for. */
  readonly walks: readonly {
    /** One an α; null in all if there is none. */
    readonly frames: readonly (Uint8Array | null)[] | null;
    /** Coordinates, one an α; null if they are not known. */
    readonly latents: readonly (readonly [number, number])[] | null;
  }[];
  /** Why frames of pairs are missing, in words; null if none are. */
  readonly without: string | null;
  /** Artifacts that are gone; empty if none is. */
  readonly missing: readonly string[];
}

/** The plane of a pool, and coordinates of some of its latents. */
export interface Plane extends PrincipalPlane {
  readonly ground: readonly (readonly [number, number])[];
}

export interface ArmWalksOptions {
  readonly arm: ExploredArm;
  readonly pairs: readonly number[];
  /** Held-out images that the pairs join. */
  readonly images: readonly (readonly [a: number, b: number])[];
  readonly shape: readonly number[];
  readonly alphas: readonly number[];
  /** By the pool's content, filled as pools are read. */
  readonly planes: Map<string, Plane>;
  readonly tell: (pairs: number) => void;
}

/** Latents that a plane is found from, and that lie under it as a ground. */
const OF_PLANE = 400;

/**
 * Decodes one arm's path on some pairs. Where it cannot be (it is solved for, or what it needs is gone), the frames
 * that its trial kept stand in, and it is said why.
 */
export async function armWalks(options: ArmWalksOptions, context: ExploreContext): Promise<ArmWalks> {
  try {
    return await decodedWalks(options, context);
  } catch (error) {
    if (error instanceof Stopped || context.signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { ...kept(options, why), missing: await goneArtifacts(options.arm.run, context.store) };
  }
}

async function decodedWalks(options: ArmWalksOptions, { store, engine }: ExploreContext): Promise<ArmWalks> {
  const { arm, pairs, images, shape, alphas, planes, tell } = options;
  const { run, config } = arm;
  const trial = store.experiment(run.experiment).trial(run.trial);
  const finished = await finishedPath({ store, trial, run });
  if (finished.path.solve !== undefined)
    return kept(options, 'its path is solved for pair by pair: the frames are those that its trial kept');
  if (!sameShape(finished.source.shape, shape)) return withoutFrames(options, 'its pictures have another size');
  const pool = await openScoredPool({ store, run, config });
  try {
    const content = run.inputs['pool']!.content; // it was found
    const plane = planes.get(content) ?? (await planeOf(pool));
    planes.set(content, plane);
    const rows = disjointPairs(pool, Math.max(...pairs) + 1, config.evaluation.seed);
    const indices = await pool.indices();
    const ends = pairs.map((pair) => [rows.a[pair]!, rows.b[pair]!] as const);
    if (ends.some(([a, b], i) => indices[a] !== images[i]![0] || indices[b] !== images[i]![1]))
      return withoutFrames(options, 'it was scored on other pairs');
    const decoded = await decodePairs({ finished, pool, ends, alphas, engine, tell });
    return {
      walks: decoded.map(({ frames, latents }) => ({ frames, latents: latents && plane.place(latents) })),
      without: null,
      missing: [],
    };
  } finally {
    pool.close();
  }
}

async function planeOf(pool: Pool): Promise<Plane> {
  const latents = await pool.rows(0, Math.min(OF_PLANE, pool.count));
  const plane = principalPlane(latents, pool.latentSize);
  return { ...plane, ground: plane.place(latents) };
}

function kept({ arm, pairs, alphas }: ArmWalksOptions, without: string): ArmWalks {
  return {
    walks: pairs.map((pair) => ({ frames: keptFrames(arm.frames, pair, alphas), latents: null })),
    without,
    missing: [],
  };
}

const withoutFrames = (options: ArmWalksOptions, without: string): ArmWalks =>
  kept({ ...options, arm: { ...options.arm, frames: null } }, without);
