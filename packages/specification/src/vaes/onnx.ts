import { definePiece, hashJson } from '@latent-paths/core';
import { contentParameter } from '@latent-paths/data';
import { applyReading, readingShape, type AskedReading } from '@latent-paths/pretrained';
import { z } from 'zod';
import { importChecks } from './import-checks.js';
import { latentKey, latentUse } from './latent-use.js';
import { autoencoderOf, fileHashes } from './model-files.js';
import type { VaeKind } from './vae-kind.js';

const path = z.string().min(1);

const schema = z.object({
  encoder: path.optional().describe('ONNX file of E, relative to the workspace'),
  decoder: path.optional().describe('ONNX file of D'),
  file: path
    .optional()
    .describe('ONNX file of a whole autoencoder, in place of two; latent names the tensor ' + 'where it is cut'),
  latent: latentKey,
  ...readingShape,
  source: z.string().min(1).optional().describe('source of the files, for the report'),
  licence: z.string().min(1).optional().describe('licence of the files, for the report; default: unknown'),
  checks: importChecks.optional().describe('levels at which the import warns or is refused, in place of the defaults'),
  content: contentParameter,
});
export type OnnxVaeParameters = z.output<typeof schema>;

/** Parameters that change no number of the VAE: no part of any identity. */
const ASIDE = ['encoder', 'decoder', 'file', 'source', 'licence', 'checks'];

/** The reading that the parameters state, as far as they do. */
export function askedReading(parameters: Pick<OnnxVaeParameters, keyof AskedReading>): AskedReading {
  const keys = Object.keys(readingShape);
  return Object.fromEntries(Object.entries(parameters).filter(([key]) => keys.includes(key)));
}

function identity(parameters: OnnxVaeParameters): Readonly<Record<string, unknown>> {
  if (parameters.content === undefined)
    throw new Error(
      'vae.content: expected the SHA-256 of the files’ content, got none; resolve the configuration first',
    );
  const counted = Object.entries(parameters).filter(([key, value]) => value !== undefined && !ASIDE.includes(key));
  return { kind: 'onnx', ...Object.fromEntries(counted) };
}

/**
 * A VAE that others trained, in ONNX: frozen. Its identity is what its files hold and how they are read, never where
 * they lie.
 */
export const onnx = definePiece({
  about: 'a VAE that was trained elsewhere, as ONNX: frozen',
  schema,
  examples: [{ encoder: 'encoder.onnx', decoder: 'decoder.onnx' }],
  build: (parameters): VaeKind => ({
    stage: 'vae-import',
    identity: () => identity(parameters),
    files: {
      hashes: () => fileHashes(parameters),
      content: () => hashJson(Object.values(fileHashes(parameters))),
      read: () => autoencoderOf({ ...parameters, latent: latentUse(parameters).cut }),
      check(imageShape) {
        const model = autoencoderOf({ ...parameters, latent: latentUse(parameters).cut });
        if (imageShape === undefined) return null;
        // Which axes a latent has changes nothing of what can be computed; of some files it is found by running E.
        return applyReading(model, askedReading(parameters), { imageShape, latentShape: [1] });
      },
    },
  }),
});
