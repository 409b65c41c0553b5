import {
  featuresInputHash,
  isImported,
  openImages,
  poolInputHash,
  type TrialConfig,
} from '@latent-paths/specification/trial';
import { withLatents } from './brought/read-brought.js';
import type { StageContext } from './context.js';
import { shouldRecordFailure, messageOf } from './failure-policy.js';
import { extractPool } from './extract-pool.js';
import type { TrialInputs } from './trial-inputs.js';
import { trainFeatures } from './train-features.js';
import { standVae } from './standing-vae.js';

/** The inputs of all trials that a process runs, each opened once. */
export interface InputCache {
  /** What a configuration uses, made where it was not made before; one at a time. Failing once, it fails again. */
  of(config: TrialConfig): Promise<TrialInputs>;
  close(): Promise<void>;
}

export function openInputs(context: StageContext): InputCache {
  const opened = new Map<string, Promise<TrialInputs>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of(config) {
      const key = `${poolInputHash(config)} ${featuresInputHash(config)}`;
      const trialInputs = opened.get(key) ?? last.then(() => prepareInputs(config, context));
      if (!opened.has(key)) last = trialInputs.catch(() => undefined);
      opened.set(key, trialInputs);
      return trialInputs;
    },
    async close() {
      for (const one of await Promise.allSettled(opened.values())) {
        if (one.status === 'fulfilled') one.value.pools.close();
      }
    },
  };
}

async function prepareInputs(config: TrialConfig, context: StageContext): Promise<TrialInputs> {
  const source = await named('reading the images', () => openImages(config, context.store));
  for (const note of source.notes ?? []) context.display.say(note);
  const opened = await withLatents(config, source);
  const vae = await named(vaeWork(config), () => standVae(config, opened, context));
  const pools = await named('extracting latents', () => extractPool(config, opened, vae, context));
  const features =
    config.data.kind === 'none'
      ? null
      : await named('training the feature network', () => trainFeatures(config, source, context));
  return { source, vae, pools, features };
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
