import type { ImageSource } from '@latent-paths/data';
import { isImported, openImages, type TrialConfig } from '@latent-paths/specification/trial';
import { withLatents } from './brought/read-brought.js';
import type { StageContext } from './context.js';
import { extractPool } from './extract-pool.js';
import { messageOf, shouldRecordFailure } from './failure-policy.js';
import { prepareVae } from './prepare-vae.js';
import { trainFeatures } from './train-features.js';
import type { TrialInputs } from './trial-inputs.js';

/** The images that a configuration names, with what is to be said of them. */
export async function standImages(config: TrialConfig, context: StageContext): Promise<ImageSource> {
  const source = await named('reading the images', () => openImages(config, context.store));
  for (const note of source.notes ?? []) context.display.say(note);
  return source;
}

/** The frozen VAE and its latents, made where they were not made before. */
export async function standLatents(
  config: TrialConfig,
  source: ImageSource,
  context: StageContext,
): Promise<Pick<TrialInputs, 'vae' | 'pools'>> {
  const opened = await withLatents(config, source);
  const vae = await named(vaeWork(config), () => prepareVae(config, opened, context));
  const pools = await named('extracting latents', () => extractPool(config, opened, vae, context));
  return { vae, pools };
}

/** The network that images are compared by, made where it was not made before; null where there are no images. */
export async function standFeatures(
  config: TrialConfig,
  source: ImageSource,
  context: StageContext,
): Promise<TrialInputs['features']> {
  if (config.data.kind === 'none') return null;
  return named('training the feature network', () => trainFeatures(config, source, context));
}

/** Says of a failure in which stage it was. */
async function named<Result>(stage: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!shouldRecordFailure(error)) throw error;
    throw new Error(`${stage}: ${messageOf(error)}`, { cause: error });
  }
}

const vaeWork = ({ vae }: TrialConfig): string => (isImported(vae) ? 'importing the VAE' : 'training the VAE');
