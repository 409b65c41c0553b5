import { ndarray, sizeOf } from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { pathStep } from '../../steps/path-step.js';
import { withPrograms } from '../../steps/with-programs.js';
import type { FinishedPath } from '../walks/finished-path.js';
import { gatherRows } from '../scoring/test-pairs.js';

export interface DecodePairsOptions {
  /** A path that solves for nothing. */
  readonly finished: Pick<FinishedPath, 'path' | 'theta' | 'vae'>;
  readonly pool: Pick<Pool, 'gather' | 'latentSize'>;
  /** Rows of the pool at the ends of each pair. */
  readonly ends: readonly (readonly [a: number, b: number])[];
  readonly alphas: readonly number[];
  readonly engine: Engine;
  /** Called after each pair; it may throw to stop. */
  readonly tell: (done: number) => void;
}

/** A pair's way through the pictures, and through the latents. */
export interface DecodedPair {
  /** Bytes of a frame an α, [h, w, c] each. */
  readonly frames: readonly Uint8Array[];
  /** z [a, d]; null where the path has no latents. */
  readonly latents: Float32Array | null;
}

/** Decodes a path between the latents of some pairs, at the same α for all. */
export async function decodePairs({
  finished,
  pool,
  ends,
  alphas,
  engine,
  tell,
}: DecodePairsOptions): Promise<readonly DecodedPair[]> {
  const pixels = sizeOf(finished.vae.imageShape);
  const alpha = ndarray([alphas.length], Float32Array.from(alphas));
  return withPrograms(engine, async (compile) => {
    const program = await compile(pathStep({ ...finished, decoder: true, rows: alphas.length }));
    const decoded: DecodedPair[] = [];
    for (const [a, b] of ends) {
      const rows = (row: number) => gatherRows(pool, new Int32Array(alphas.length).fill(row));
      const { z, image } = await program.run({ z_a: rows(a), z_b: rows(b), alpha });
      const bytes = Uint8Array.from(image!.data, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
      decoded.push({
        frames: alphas.map((_, i) => bytes.subarray(i * pixels, (i + 1) * pixels)),
        latents: z === undefined ? null : Float32Array.from(z.data),
      });
      tell(decoded.length);
      await new Promise(setImmediate);
    }
    return decoded;
  });
}
