import type { Pool } from './pool.js';

/** Bytes of latents up to which a pool is held. */
const MOST = 2 ** 28;

export interface HeldPool extends Pool {
  /** All of them, [count, latentSize]; null if they stay on the disk. */
  readonly latents: Float32Array | null;
}

/**
 * The same pool, its latents in memory, so that random access costs no call of the system a row; a pool of more than
 * `most` bytes stays on the disk as it is. It is closed as the pool is.
 */
export async function holdPool(pool: Pool, most = MOST): Promise<HeldPool> {
  const { count, latentSize } = pool;
  if (count * latentSize * Float32Array.BYTES_PER_ELEMENT > most) return { ...pool, latents: null };
  const latents = await pool.rows(0, count);
  return {
    ...pool,
    latents,
    gather(rows, out) {
      if (out.length !== rows.length * latentSize) {
        throw new RangeError(`Pool.gather: expected an array of ${rows.length} × ${latentSize}, got ${out.length}`);
      }
      rows.forEach((row, i) => {
        if (row < 0 || row >= count) throw new RangeError(`Pool.gather: expected rows in 0 … ${count - 1}, got ${row}`);
        out.set(latents.subarray(row * latentSize, (row + 1) * latentSize), i * latentSize);
      });
    },
  };
}
