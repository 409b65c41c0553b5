import type { ImportRecord } from '@latent-paths/core';
import { shellNote } from '../latent-norms.js';

/** What is to be known of a VAE before it is used, a sentence each. */
export function importNotes(
  { images, norms, active }: Pick<ImportRecord, 'images' | 'norms' | 'active'>,
  most: number,
): string[] {
  const shell = shellNote(norms, active.of);
  return [
    ...(images < most ? [`measured on ${images} pictures, not ${most}: a large model, or few pictures`] : []),
    ...(shell === null ? [] : [shell]),
  ];
}
