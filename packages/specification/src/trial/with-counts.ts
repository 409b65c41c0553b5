import { trialSchema } from './trial-schema.js';
import type { TrialConfig } from './trial-shape.js';

export type PoolCounts = Readonly<Record<'train' | 'validation' | 'test', number>>;

/**
 * The configuration with the latents that there are in the place of those that are asked for at most. @throws
 * RangeError where its parts do not suit so many, with all that does not
 */
export function withCounts(config: TrialConfig, counts: PoolCounts): TrialConfig {
  const { train, validation, test } = counts;
  const checked = trialSchema.safeParse({ ...config, pool: { ...config.pool, train, validation, test } });
  if (checked.success) return checked.data;
  const broken = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new RangeError(
    `pool.latents, of which ${train} are to train on, ${validation} to choose by and ${test} to score on: ` +
      `${broken.join('; ')}. Ask for fewer, or give more latents.`,
  );
}
