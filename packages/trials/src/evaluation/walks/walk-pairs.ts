import { ndarray, sizeOf, type NamedArrays } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import { framesStep } from '../../steps/frames-step.js';
import { float32 } from '../scoring/interpolations.js';
import { alphaGrid } from '../scoring/test-pairs.js';
import type { FinishedPath } from './finished-path.js';
import { inChunks } from './in-chunks.js';

/** Two latents [d] to walk between. */
interface Ends {
  readonly from: Float32Array;
  readonly to: Float32Array;
}

/** The way from one latent to another, at α evenly from 0 to 1. */
export interface Walk {
  /** [a, h·w·c], values as the decoder gives them */
  readonly frames: Float32Array;
  /** ‖z − P(z)‖² and ‖z − ẑ‖² [a]; null where the path has no latents. */
  readonly reprojection: Float32Array | null;
  readonly attraction: Float32Array | null;
  /** The straight line between the same latents; null where it is the path itself. */
  readonly line: { readonly frames: Float32Array; readonly reprojection: Float32Array } | null;
}

export interface WalkPairsOptions {
  /** A path that solves for nothing. */
  readonly finished: Pick<FinishedPath, 'config' | 'path' | 'theta' | 'vae'>;
  readonly ends: AsyncIterable<Ends>;
  /** Pairs that there are, at most: fewer are not walked at once than there are. */
  readonly count: number;
  /** Points on each way, both ends included: two or more. */
  readonly alphas: number;
  readonly engine: Engine;
}

/** Points at once, and numbers of their pictures. */
const MOST_POINTS = 256;
const MOST_NUMBERS = 2 ** 22;

/** Walks a path between pairs of latents and decodes its points, many pairs at once; the walks come in their order. */
export async function* walkPairs({
  finished: { config, path, theta, vae },
  ends,
  count,
  alphas,
  engine,
}: WalkPairsOptions): AsyncGenerator<Walk> {
  const d = vae.latentSize;
  const most = Math.min(MOST_POINTS, MOST_NUMBERS / sizeOf(vae.imageShape));
  const pairs = Math.max(1, Math.min(count, Math.floor(most / alphas)));
  const line = config.path.kind !== 'linear';
  const program = await engine.compile(framesStep({ path, theta, vae, pairs, alphas, line }));
  try {
    for await (const chunk of inChunks(ends, pairs)) {
      const filled = Array.from({ length: pairs }, (_, i) => chunk[Math.min(i, chunk.length - 1)]!);
      const rows = (end: keyof Ends) => {
        const latents = new Float32Array(pairs * d);
        filled.forEach((one, i) => latents.set(one[end], i * d));
        return ndarray([pairs, d], latents);
      };
      const outputs = await program.run({ zA: rows('from'), zB: rows('to'), alpha: alphaGrid(alphas) });
      for (let i = 0; i < chunk.length; i++) yield walkOf(outputs, i, pairs);
    }
  } finally {
    program.dispose();
  }
}

/** The walk of pair i among those of a run. */
function walkOf(outputs: NamedArrays, i: number, pairs: number): Walk {
  const own = (name: string): Float32Array => {
    const rows = float32(outputs, name);
    return rows.slice((i * rows.length) / pairs, ((i + 1) * rows.length) / pairs);
  };
  const ifThere = (name: string) => (outputs[name] === undefined ? null : own(name));
  return {
    frames: own('frames'),
    reprojection: ifThere('reprojection'),
    attraction: ifThere('attraction'),
    line: outputs['line'] === undefined ? null : { frames: own('line'), reprojection: own('lineReprojection') },
  };
}
