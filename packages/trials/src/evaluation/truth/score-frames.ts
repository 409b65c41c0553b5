import { mapValues } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import { categoryOf, factorSpace, truthMetrics, truthSample, type Inverse } from '@latent-paths/model';
import { openSource, type TrialConfig } from '@latent-paths/specification/trial';
import { acaiScores, isAcaiSource } from './acai-scores.js';
import { invertFrames } from './invert-frames.js';

export interface ScoreFramesOptions {
  readonly data: TrialConfig['data'];
  /** Decoded frames of paths, [pairs × alphas, D]. */
  readonly frames: Float32Array;
  readonly alphas: readonly number[];
  /** D(zA) and D(zB) of every pair, [pairs × 2, D]. */
  readonly ends: Float32Array;
  /** Held-out images that the paths join, [pairs] each. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Images in the bank. */
  readonly bank: number;
  readonly engine: Engine;
  /** Called from time to time, with the share that is done; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** What ground truth says of paths. */
export interface FramesTruth {
  /** The image nearest to each frame, [pairs × alphas]. */
  readonly inverses: readonly Inverse[];
  /** The image nearest to each decoded end, [pairs × 2]: the level of the VAE itself. */
  readonly ends: readonly Inverse[];
  /** Whether both ends are of one category, [pairs]. */
  readonly sameCategory: readonly boolean[];
  /** By name, one value per pair; null if it is not defined. */
  readonly paths: Readonly<Record<string, readonly (number | null)[]>>;
}

/** Finds the true image nearest to every frame, and scores the paths that the frames make through the factors. */
export async function scoreFrames({
  data,
  frames,
  alphas,
  ends,
  a,
  b,
  bank,
  engine,
  tell,
}: ScoreFramesOptions): Promise<FramesTruth> {
  const source = openSource({ data });
  const space = factorSpace(source.factors);
  // All at once: the bank is rendered and compared with them as it goes by.
  const all = new Float32Array(frames.length + ends.length);
  all.set(frames);
  all.set(ends, frames.length);
  const found = await invertFrames({ data, frames: all, bank, engine, tell });
  const inverses = found.slice(0, a.length * alphas.length);
  const samples = Array.from(a, (image, pair) =>
    truthSample(space, {
      path: ofPair(inverses, pair, alphas.length).map(({ factors }) => factors),
      a: source.factorsOf('heldOut', image),
      b: source.factorsOf('heldOut', b[pair]!),
      alphas,
    }),
  );
  return {
    inverses,
    ends: found.slice(inverses.length),
    sameCategory: samples.map((sample) => categoryOf(space, sample.a) === categoryOf(space, sample.b)),
    paths: {
      ...distances(inverses, alphas),
      ...mapValues(truthMetrics, (metric) => samples.map((sample) => metric.value(sample))),
      ...(isAcaiSource(source) && (await acaiScores({ source, frames, alphas: alphas.length, engine }))),
    },
  };
}

/** Rows of one pair. */
function ofPair<Row>(rows: readonly Row[], pair: number, alphas: number): readonly Row[] {
  return rows.slice(pair * alphas, (pair + 1) * alphas);
}

/** ‖x − x*‖², x* the nearest true image: mean over a path's frames, and at α = ½ where the grid has it. */
function distances(inverses: readonly Inverse[], alphas: readonly number[]): Record<string, (number | null)[]> {
  const rows = Array.from({ length: inverses.length / alphas.length }, (_, pair) =>
    ofPair(inverses, pair, alphas.length).map(({ distance }) => distance),
  );
  const half = alphas.indexOf(0.5);
  return {
    'true-distance': rows.map((row) => row.reduce((sum, value) => sum + value / row.length, 0)),
    'true-distance-half': rows.map((row) => row[half] ?? null),
  };
}
