import { mapValues, type RunRecord, sizeOf, type VaeQuality } from '@latent-paths/core';
import { openPool, type Store, type TrialStore } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { openImages, parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import { artifactOf } from '../../provenance/artifact-of.js';
import { vaeOf } from '../../vaes/read-vae.js';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { withPrograms } from '../../steps/with-programs.js';
import { openDecoder } from './decoder.js';
import { openLatentMap } from './latent-map.js';
import { measureProjection, type MeasuredProjection } from './measure-projection.js';
import { relativeVariance, totalVariance } from './rows.js';
import { startsOf, START_KINDS, type StartKind } from './starts.js';
import { truthAlong, type TruthAlong } from './truth-along.js';

export interface TrialProjectionOptions {
  readonly store: Store;
  /** A finished trial, and its record. */
  readonly trial: TrialStore;
  readonly run: RunRecord;
  /** Points of each kind. */
  readonly points: number;
  readonly jacobians: number;
  readonly steps: number;
  readonly engine: Engine;
  /** Called from time to time; it may throw to stop. */
  readonly tell: () => void;
}

/** Seen from points of one kind. */
export interface ProjectionOfKind extends MeasuredProjection {
  /** tr Cov of the limits, and of their pictures, relative to that of the starts; null if these are one point. */
  readonly limitSpread: { readonly latents: number | null; readonly images: number | null };
  /**
   * Over the first points, at P^k(z) for the k of `iterates` and at the limit; null if the images' factors are not
   * known.
   */
  readonly truth: TruthAlong | null;
}

/** How far the frozen VAE of a trial reproduces images, and how far its P is a projection. */
export interface TrialProjection {
  readonly vae: TrialConfig['vae'];
  readonly quality: VaeQuality;
  /** Limits no farther apart count as one: a twentieth of the root mean square distance of two real latents. */
  readonly epsilon: number;
  /** k of `truth`, before the limit. */
  readonly iterates: readonly number[];
  /** Points of each kind that `truth` is over. */
  readonly truthPoints: number;
  readonly kinds: Readonly<Record<StartKind, ProjectionOfKind>>;
}

/** Latents that P maps at once, at most. */
const MAPPED_AT_ONCE = 256;
/** k at which pictures are compared with true images. */
const SHOWN = [0, 1, 2, 5, 10];

/**
 * Measures P = E∘D of the VAE that a finished trial uses: from real held-out latents, middles of straight lines
 * and draws of the prior. It changes no file.
 * @throws if what the trial uses is gone, or its test pool is too small
 */
export async function trialProjection({
  store,
  trial,
  run,
  points,
  engine,
  tell,
  ...limits
}: TrialProjectionOptions): Promise<TrialProjection> {
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const quality = (await trial.readSummary())?.vae;
  if (quality === undefined)
    throw new Error(`${trial.folder}: expected summary.json, found none; run its experiment again`);
  const latents = await artifactOf('pool', store, run);
  const source = await openImages(config, store);
  const vae = await vaeOf({ store, run, config, source });
  const { seed, truth } = config.evaluation;
  const test = await openPool(latents.path('test.arrow'));
  try {
    const starts = startsOf({ pool: test, points, seed });
    const size = test.latentSize;
    const pixels = sizeOf(source.shape);
    const truthPoints = Math.min(points, truth.pairs);
    const epsilon = Math.sqrt(2 * totalVariance(starts.real, size)) / 20;
    return await withPrograms(engine, async (compile) => {
      const map = await openLatentMap({
        size,
        frozen: vae.weights,
        project: (frozen, z) => vae.context(frozen).project(z),
        atOnce: rowsAtOnce(MAPPED_AT_ONCE, vae.imageShape),
        compile,
      });
      const decode = await openDecoder({ vae, compile });
      const seen = async (kind: StartKind) => {
        const {
          measured,
          orbit,
          limits: ends,
        } = await measureProjection({ map, starts: starts[kind], ...limits, epsilon, tell });
        const frames: Float32Array[] = [];
        for (const rows of [...SHOWN.map((k) => orbit[k]!), ends]) frames.push(await decode(rows));
        const limitSpread = {
          latents: relativeVariance(ends, starts[kind], size),
          images: relativeVariance(frames.at(-1)!, frames[0]!, pixels),
        };
        return { ...measured, limitSpread, frames: frames.map((images) => images.slice(0, truthPoints * pixels)) };
      };
      const all = { real: await seen('real'), middle: await seen('middle'), prior: await seen('prior') };
      const told =
        source.factors.length === 0
          ? null
          : await truthAlong({
              data: config.data,
              frames: mapValues(all, ({ frames }) => frames),
              points: truthPoints,
              bank: truth.bank,
              engine,
              tell,
            });
      const kinds = START_KINDS.map((kind) => {
        const { frames: _, ...measured } = all[kind];
        return [kind, { ...measured, truth: told?.[kind] ?? null }] as const;
      });
      return {
        vae: config.vae,
        quality,
        epsilon,
        iterates: SHOWN,
        truthPoints,
        kinds: Object.fromEntries(kinds) as TrialProjection['kinds'],
      }; // one entry for each kind
    });
  } finally {
    test.close();
  }
}
