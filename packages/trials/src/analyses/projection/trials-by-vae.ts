import type { RunRecord } from '@latent-paths/core';

/** The first of the trials on each VAE and pool. */
export function onePerVae<Trial extends { readonly run: Pick<RunRecord, 'inputs'> }>(
  trials: readonly Trial[],
): Trial[] {
  const standsOn = ({ run: { inputs } }: Trial) => `${inputs['vae']?.artifact} ${inputs['pool']?.artifact}`;
  return [...new Map([...trials].reverse().map((trial) => [standsOn(trial), trial])).values()].reverse();
}
