import {
  checkImageCounts,
  featuresInputHash,
  openImages,
  poolInputHash,
  type TrialConfig,
} from '@latent-paths/specification/trial';
import type { StageContext } from './context.js';
import { leavesNoMark, messageOf } from './endings.js';
import { extractPool } from './extract-pool.js';
import type { Foundation } from './foundation.js';
import { trainFeatures } from './train-features.js';
import { trainVae } from './train-vae.js';

/** All foundations that a process works with, each opened once. */
export interface Foundations {
  /** What a configuration stands on, made where it was not made before; one at a time. Failing once, it fails again. */
  of(config: TrialConfig): Promise<Foundation>;
  close(): Promise<void>;
}

export function openFoundations(context: StageContext): Foundations {
  const opened = new Map<string, Promise<Foundation>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of(config) {
      const key = `${poolInputHash(config)} ${featuresInputHash(config)}`;
      const foundation = opened.get(key) ?? last.then(() => lay(config, context));
      if (!opened.has(key)) last = foundation.catch(() => undefined);
      opened.set(key, foundation);
      return foundation;
    },
    async close() {
      for (const one of await Promise.allSettled(opened.values())) {
        if (one.status === 'fulfilled') one.value.pools.close();
      }
    },
  };
}

async function lay(config: TrialConfig, context: StageContext): Promise<Foundation> {
  const source = await named('reading the images', () => openImages(config, context.store));
  for (const note of source.notes ?? []) context.display.say(note);
  checkImageCounts(config, source);
  const vae = await named('training the VAE', () => trainVae(config, source, context));
  const pools = await named('extracting latents', () => extractPool(config, source, vae, context));
  const features = await named('training the feature network', () => trainFeatures(config, source, context));
  return { source, vae, pools, features };
}

/** Says of a failure in which stage it was. */
async function named<Result>(stage: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (leavesNoMark(error)) throw error;
    throw new Error(`${stage}: ${messageOf(error)}`, { cause: error });
  }
}
