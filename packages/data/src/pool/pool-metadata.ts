import { z } from 'zod';

/** The key of the Arrow schema's metadata under which a pool describes itself, as JSON. */
export const POOL_METADATA_KEY = 'latent-paths.pool';

/** What the latents of a file are, and their moments. */
export const poolMetadata = z.strictObject({
  version: z.literal(1),
  /** SHA-256 of the VAE's weights. */
  vae: z.string().regex(/^[0-9a-f]{64}$/),
  /** The resolved choice of the image source. */
  source: z.json(),
  /** The part of the source that the column `index` points into. */
  part: z.enum(['train', 'heldOut']),
  /** The seed that the images were chosen by. */
  seed: z.int(),
  /** Dimensions of a latent. */
  latentSize: z.int().positive(),
  /** Latents. */
  count: z.int().positive(),
  /** Per dimension, over all latents. */
  mean: z.array(z.number()),
  /** Standard deviation per dimension, over all latents (divided by their count). */
  deviation: z.array(z.number()),
});
export type PoolMetadata = z.infer<typeof poolMetadata>;

/** What is known of a pool before its first latent. */
export type PoolDescription = Omit<PoolMetadata, 'version' | 'count' | 'mean' | 'deviation'>;
