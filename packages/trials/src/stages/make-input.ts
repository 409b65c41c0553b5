import type { TrialConfig } from '@latent-paths/specification/trial';
import type { StageContext } from './context.js';
import { standFeatures, standImages, standLatents } from './input-parts.js';

/** What trials use, in two parts that need not wait for each other. */
export type InputPart = 'latents' | 'features';

/**
 * Makes one part of what a configuration uses, where it was not made before: the VAE and its latents, or the network
 * that images are compared by. @throws what a run throws that makes them
 */
export async function makeInput(part: InputPart, config: TrialConfig, context: StageContext): Promise<void> {
  const source = await standImages(config, context);
  if (part === 'features') await standFeatures(config, source, context);
  else (await standLatents(config, source, context)).pools.close();
}
