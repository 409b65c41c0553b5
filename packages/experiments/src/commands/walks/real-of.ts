import type { SummaryRecord } from '@latent-paths/core';
import type { InterpolatableTrial } from '../interpolatable-trial.js';

/** What the trial's real held-out latents have. @throws if its summary is gone */
export async function realOf({ files }: Pick<InterpolatableTrial, 'files'>): Promise<SummaryRecord['real']> {
  const real = (await files.readSummary())?.real;
  if (real !== undefined) return real;
  throw new Error(`${files.folder}: expected summary.json, found none; run its experiment again`);
}
