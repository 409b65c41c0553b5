import { featuresInputHash, poolInputHash, type TrialConfig } from '@latent-paths/specification/trial';
import type { StageContext } from './context.js';
import { standFeatures, standImages, standLatents } from './input-parts.js';
import type { TrialInputs } from './trial-inputs.js';

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
  const source = await standImages(config, context);
  const { vae, pools } = await standLatents(config, source, context);
  return { source, vae, pools, features: await standFeatures(config, source, context) };
}
