import { buildChoice, ndarray, sizeOf, type NamedArrays } from '@latent-paths/core';
import type { ImageSource, Pool } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { factorSpace, paths, scorePair, type Inverse, type PairTruth, type Path } from '@latent-paths/model';
import { alphaGrid, disjointPairs, gatherRows, type DisjointPairs } from '../test-pairs.js';
import { decodeStep } from './decode-step.js';
import { invertFrames } from './invert-frames.js';

export interface ScorePathOptions {
  readonly path: Path;
  readonly theta: NamedArrays;
  readonly source: ImageSource;
  /** Weights of the frozen VAE. */
  readonly vae: NamedArrays;
  /** Latents of held-out images. */
  readonly test: Pool;
  /** Disjoint test pairs: the first ones of those that all else is scored on. */
  readonly pairs: number;
  readonly seed: number;
  readonly alphas: number;
  /** Images in the bank. */
  readonly bank: number;
  readonly engine: Engine;
  /** Called now and then, with the share that is done; it may throw to stop. */
  readonly tell: (share: number) => void;
}

/** What ground truth says of a path. */
export interface PathTruth {
  readonly alphas: readonly number[];
  /** Held-out images at the ends, [pairs] each. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** The image nearest to each frame, [pairs × alphas]. */
  readonly inverses: readonly Inverse[];
  /** The image nearest to D(zA) of each pair, then to D(zB) of each, [2 × pairs]: the level of the VAE itself. */
  readonly ends: readonly Inverse[];
  /** [pairs] */
  readonly pairs: readonly PairTruth[];
}

/** Walks test pairs, finds the true image nearest to every frame, and scores the walk through the factors. */
export async function scorePath(options: ScorePathOptions): Promise<PathTruth> {
  const { source, test, pairs, seed, engine, bank, tell } = options;
  const space = factorSpace(source.factors);
  const grid = alphaGrid(options.alphas).data;
  const chosen = disjointPairs(test, pairs, seed);
  const images = await test.indices();
  const [a, b] = [chosen.a.map((row) => images[row]!), chosen.b.map((row) => images[row]!)];
  const walked = await walk(options, chosen, grid);
  const ends = await walk({ ...options, path: buildChoice<Path>(paths, { kind: 'linear' }), theta: {} }, chosen, Float32Array.of(0, 1));
  const frames = new Float32Array(walked.length + ends.length);
  frames.set(walked);
  frames.set(ends, walked.length);
  const found = await invertFrames({ source, frames, bank, engine, tell });
  const inverses = found.slice(0, pairs * grid.length);
  return {
    alphas: Array.from(grid),
    a,
    b,
    inverses,
    ends: found.slice(pairs * grid.length),
    pairs: Array.from({ length: pairs }, (_, pair) =>
      scorePair(space, {
        path: inverses.slice(pair * grid.length, (pair + 1) * grid.length).map(({ factors }) => factors),
        a: source.factorsOf('heldOut', a[pair]!),
        b: source.factorsOf('heldOut', b[pair]!),
        alphas: grid,
      }),
    ),
  };
}

/** Decoded frames, [pairs × alphas, D], one pair a run. */
async function walk({ path, theta, source, vae, test, pairs, engine }: ScorePathOptions, chosen: DisjointPairs, alphas: Float32Array): Promise<Float32Array> {
  const values = sizeOf(source.shape);
  const points = alphas.length;
  const frames = new Float32Array(pairs * points * values);
  const program = await engine.compile(decodeStep({ path, theta, vae, imageShape: source.shape, latentSize: test.latentSize, points }));
  try {
    for (let pair = 0; pair < pairs; pair++) {
      const rows = (row: number) => gatherRows(test, new Int32Array(points).fill(row));
      const outputs = await program.run({ zA: rows(chosen.a[pair]!), zB: rows(chosen.b[pair]!), alpha: ndarray([points, 1], alphas) });
      frames.set(outputs['frames']!.data, pair * points * values);
    }
  } finally {
    program.dispose();
  }
  return frames;
}
