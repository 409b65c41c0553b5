import { buildChoice, ndarray, sizeOf, type NamedArrays } from '@latent-paths/core';
import type { ImageSource, Pool } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { paths, type FrozenVae, type Path } from '@latent-paths/model';
import { gatherRows, type DisjointPairs } from '../scoring/test-pairs.js';
import { pathStep } from '../../steps/path-step.js';

/** Where decoded frames come from: pairs of latents, and the decoder. */
export interface DecodeOptions {
  readonly source: ImageSource;
  readonly vae: FrozenVae;
  readonly test: Pool;
  readonly pairs: DisjointPairs;
  readonly engine: Engine;
}

export interface DecodeInterpolationOptions extends DecodeOptions {
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  readonly alphas: readonly number[];
}

/** Decoded frames of a path that solves for nothing, [pairs × alphas, D]. */
export async function decodeInterpolation({
  path,
  theta,
  alphas,
  source,
  vae,
  test,
  pairs,
  engine,
}: DecodeInterpolationOptions): Promise<Float32Array> {
  if (path.solve !== undefined)
    throw new RangeError(
      'decodeInterpolation: expected a path that is not solved for, got one that is; run its experiment again instead',
    );
  const width = alphas.length * sizeOf(source.shape);
  const frames = new Float32Array(pairs.a.length * width);
  const program = await engine.compile(
    pathStep({
      path,
      theta,
      vae,
      decoder: true,
      rows: alphas.length,
    }),
  );
  const alpha = ndarray([alphas.length], Float32Array.from(alphas));
  try {
    for (let pair = 0; pair < pairs.a.length; pair++) {
      const rows = (row: number) => gatherRows(test, new Int32Array(alphas.length).fill(row));
      const outputs = await program.run({ z_a: rows(pairs.a[pair]!), z_b: rows(pairs.b[pair]!), alpha });
      frames.set(outputs['image']!.data, pair * width);
    }
  } finally {
    program.dispose();
  }
  return frames;
}

/** D(zA) and D(zB) of every pair, [pairs × 2, D]. */
export function decodeEnds(options: DecodeOptions): Promise<Float32Array> {
  return decodeInterpolation({
    ...options,
    path: buildChoice<Path>(paths, { kind: 'linear' }),
    theta: {},
    alphas: [0, 1],
  });
}
