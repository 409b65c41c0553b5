import { hashJson } from '@latent-paths/core';
import { contentParameter } from '@latent-paths/data';
import { readingShape, type AskedReading } from '@latent-paths/pretrained';
import { z } from 'zod';
import { importChecks } from './import-checks.js';

const filePath = z.string().min(1).optional();

/** Parameters of every VAE that comes from files. */
export const importedShape = {
  encoder: filePath.describe('file of E, relative to the workspace'),
  decoder: filePath.describe('file of D'),
  file: filePath.describe('one file that holds both, in place of two'),
  ...readingShape,
  source: z.string().min(1).optional().describe('source of the files, for the report'),
  licence: z.string().min(1).optional().describe('licence of the files, for the report; default: unknown'),
  checks: importChecks.optional().describe('levels at which the import warns or is refused, in place of the defaults'),
  content: contentParameter,
};

type ImportedParameters = z.output<z.ZodObject<typeof importedShape>>;

/** Parameters that change no number of a VAE: no part of any identity. */
const ASIDE = ['encoder', 'decoder', 'file', 'source', 'licence', 'checks'];

/** The reading that the parameters state, as far as they do. */
export function askedReading(parameters: Pick<ImportedParameters, keyof AskedReading>): AskedReading {
  const keys = Object.keys(readingShape);
  const stated = Object.entries(parameters).filter(([key, value]) => keys.includes(key) && value !== undefined);
  return Object.fromEntries(stated);
}

/** SHA-256 over what files hold, from the hash of each. */
export function contentOf(hashes: Readonly<Record<string, string>>): string {
  return hashJson(Object.values(hashes));
}

/** What the numbers of a VAE from files depend on. @throws if its content is not known yet */
export function importedIdentity(kind: string, parameters: ImportedParameters): Readonly<Record<string, unknown>> {
  if (parameters.content === undefined)
    throw new Error(
      'vae.content: expected the SHA-256 of the files’ content, got none; resolve the configuration first',
    );
  const counted = Object.entries(parameters).filter(([key, value]) => value !== undefined && !ASIDE.includes(key));
  return { kind, ...Object.fromEntries(counted) };
}
