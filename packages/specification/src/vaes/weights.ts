import { definePiece, hashJson } from '@latent-paths/core';
import { applyReading, writeAutoencoder, type ImageShape } from '@latent-paths/pretrained';
import { z } from 'zod';
import {
  architectureContent,
  isArchitecture,
  isFile,
  readArchitecture,
  unknownArchitecture,
} from './architecture-file.js';
import { askedReading, importedIdentity, importedShape } from './imported.js';
import { useKey } from './latent-use.js';
import { readStateDicts, stateDictHashes } from './state-dicts.js';
import type { VaeContent } from './vae-files.js';
import type { VaeKind } from './vae-kind.js';

const schema = z.object({
  ...importedShape,
  architecture: z
    .string()
    .min(1)
    .superRefine((name, { addIssue }) => {
      if (!isArchitecture(name)) addIssue({ code: 'custom', message: unknownArchitecture(name) });
    })
    .describe('name of the networks that the weights belong to, or a file of your own that writes them down'),
  encoder: importedShape.encoder.describe('safetensors of E’s weights, relative to the workspace'),
  decoder: importedShape.decoder.describe('safetensors of D’s weights'),
  file: importedShape.file.describe('safetensors of the weights of both, in place of two'),
  latent: useKey,
});
type WeightsVaeParameters = z.output<typeof schema>;

function read(parameters: WeightsVaeParameters, pictures?: ImageShape): VaeContent {
  const architecture = readArchitecture(parameters.architecture);
  const { model, reading } = writeAutoencoder(architecture, readStateDicts(parameters), pictures);
  const asked = askedReading(parameters);
  const input = { ...reading.input, ...asked.input };
  return { model, asked: { ...reading, ...asked, input }, given: () => null };
}

/** The name of a file says nothing of its numbers; its text is in `content`. */
function identity({ architecture, ...parameters }: WeightsVaeParameters): Readonly<Record<string, unknown>> {
  return importedIdentity('weights', parameters);
}

/**
 * A VAE that others trained, as the weights of a known architecture: frozen. It is written down as ONNX, and is one
 * from then on.
 */
export const weights = definePiece({
  about: 'a VAE that was trained elsewhere, as weights and an architecture: frozen',
  schema,
  examples: [{ architecture: 'mlp', file: 'vae.safetensors' }],
  build: (parameters): VaeKind => ({
    stage: 'vae-import',
    identity: () => identity(parameters),
    files: {
      hashes: () => stateDictHashes(parameters),
      content: () =>
        hashJson([architectureContent(parameters.architecture), ...Object.values(stateDictHashes(parameters))]),
      contentOf: (hashes) =>
        isFile(parameters.architecture) ? null : hashJson([parameters.architecture, ...Object.values(hashes)]),
      read: (pictures) => read(parameters, pictures),
      check(imageShape) {
        const { model, asked } = read(parameters, imageShape);
        return imageShape === undefined ? null : applyReading(model, asked, { imageShape, latentShape: [1] });
      },
    },
  }),
});
