import { sizeOf, type BroughtRecord } from '@latent-paths/core';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { shellNote } from '../latent-norms.js';

/** Where nothing is set. */
const AGREEMENT = { warn: 0.01, refuse: 0.1 };
/** Latents that come back from D farther off than they are apart. */
const RETURNED = 1;
/** Latents that differ from E's by a scale alone. */
const PROPORTIONAL = 0.99;

/**
 * What is to be known of latents that were brought, a sentence each.
 * @throws where they are none of E of their pictures
 */
export function checkBrought(
  { latents: file, agreement: set = {} }: TrialConfig['pool'],
  { agreement, returned, norms, shape }: BroughtRecord,
): string[] {
  const { warn, refuse } = { warn: levelOf(set.warn, AGREEMENT.warn), refuse: levelOf(set.refuse, AGREEMENT.refuse) };
  if (agreement !== null && agreement.difference > refuse) {
    throw new Error(
      `pool.latents: expected what E makes of their own pictures, got ${file} with a relative difference of ` +
        `${agreement.difference.toPrecision(3)} on ${agreement.pictures} pictures (more than ${refuse}; correlation ` +
        `${agreement.correlation.toPrecision(3)}): ${causeOf(agreement)}; ` +
        'pool: { agreement: { refuse: never } } lets them pass',
    );
  }
  const shell = norms === undefined ? null : shellNote(norms, sizeOf(shape.slice(1)));
  return [
    ...(shell === null ? [] : [shell]),
    ...(agreement !== null && agreement.difference > warn
      ? [
          `latents differ from E of their own pictures (${agreement.difference.toPrecision(3)}, relative, on ` +
            `${agreement.pictures} pictures): ${causeOf(agreement)}`,
        ]
      : []),
    ...(returned > RETURNED
      ? [
          `latents come back from E(D(z)) farther off than they are apart (${returned.toPrecision(3)}, relative): ` +
            'they may be of another VAE, or on another scale (vae.scale, vae.shift)',
        ]
      : []),
  ];
}

function causeOf({ correlation }: NonNullable<BroughtRecord['agreement']>): string {
  return correlation > PROPORTIONAL
    ? 'they have the same directions, so look at the scale (vae.scale, vae.shift), the precision, samples in place ' +
        'of means, and how pictures are resized'
    : 'look at the order of the rows, which is that of the files, the order of the axes, and whether they are of ' +
        'this VAE';
}

function levelOf(level: number | 'never' | undefined, standard: number): number {
  return level === 'never' ? Infinity : (level ?? standard);
}
