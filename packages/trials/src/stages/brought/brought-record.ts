import { broughtRecord, type BroughtRecord, type SummaryRecord } from '@latent-paths/core';
import type { ArtifactStore } from '@latent-paths/data';
import type { TrialConfig } from '@latent-paths/specification/trial';
import { checkBrought } from './check-brought.js';

/** Name of the file that says what was found of latents that were brought. */
export const BROUGHT = 'brought.json';

/** What the summary says of latents that were brought, held against the levels of a configuration. */
export type JudgedBrought = NonNullable<SummaryRecord['brought']>;

/** Undefined where latents were extracted here. @throws where they do not agree with their pictures */
export async function judgedBrought(
  pool: TrialConfig['pool'],
  artifact: ArtifactStore,
): Promise<JudgedBrought | undefined> {
  if (pool.latents === undefined) return undefined;
  const bytes = await artifact.readBytes(BROUGHT);
  if (bytes === null)
    throw new Error(`${artifact.folder}: expected ${BROUGHT}, found none; delete the folder and run again`);
  const record = broughtRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  return { file: pool.latents, warnings: checkBrought(pool, record) };
}

/** What cannot be known for want of pictures. */
export function absentOf({ data, pool }: Pick<TrialConfig, 'data' | 'pool'>): BroughtRecord['absent'] {
  if (data.kind !== 'none' && pool.pictures !== 'none') return [];
  return [
    'whether the latents are what E makes of pictures: there are none of their own to encode',
    ...(data.kind === 'none'
      ? [
          'how well the VAE reproduces pictures: there are none to reproduce',
          'distances to the nearest real picture, precision, recall, density, coverage and the Fréchet distance: ' +
            'there are no real pictures to compare with',
        ]
      : []),
    'ground truth: the factors of pictures that are not at hand are not known',
  ];
}
