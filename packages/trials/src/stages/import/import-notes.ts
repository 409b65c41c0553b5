import type { ImportRecord } from '@latent-paths/core';

/** Deviation of ‖z‖ relative to its mean, below which latents are on a sphere, or on a shell. */
const SPHERE = 0.01;
const SHELL = 0.15;

/** What is to be known of a VAE before it is used, a sentence each. */
export function importNotes(
  { images, norms, active }: Pick<ImportRecord, 'images' | 'norms' | 'active'>,
  most: number,
): string[] {
  const relative = norms.deviation / norms.mean;
  const where = relative < SPHERE ? 'a sphere' : 'a shell';
  return [
    ...(images < most ? [`measured on ${images} pictures, not ${most}: a large model, or few pictures`] : []),
    ...(relative < SHELL && active.of > 1
      ? [
          `latents lie on ${where}, ‖z‖ = ${norms.mean.toPrecision(3)} ± ${norms.deviation.toPrecision(2)}: a ` +
            'straight line leaves it, and slerp is the honest baseline',
        ]
      : []),
  ];
}
