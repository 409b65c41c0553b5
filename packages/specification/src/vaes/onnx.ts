import { definePiece } from '@latent-paths/core';
import { applyReading, type Autoencoder } from '@latent-paths/pretrained';
import { z } from 'zod';
import { askedReading, contentOf, importedIdentity, importedShape } from './imported.js';
import { latentKey, latentUse } from './latent-use.js';
import { autoencoderOf, fileHashes, modelBytes } from './model-files.js';
import type { VaeKind } from './vae-kind.js';

const schema = z.object({
  ...importedShape,
  encoder: importedShape.encoder.describe('ONNX file of E, relative to the workspace'),
  decoder: importedShape.decoder.describe('ONNX file of D'),
  file: importedShape.file.describe(
    'ONNX file of a whole autoencoder, in place of two; latent names the tensor ' + 'where it is cut',
  ),
  latent: latentKey,
});
type OnnxVaeParameters = z.output<typeof schema>;

function givenBytes(parameters: OnnxVaeParameters, model: Autoencoder, half: keyof Autoencoder): Uint8Array | null {
  const path = parameters[half];
  if (path === undefined || model[half].graph.notes.length > 0) return null;
  const { bytes, externalData } = modelBytes(path);
  return Object.keys(externalData).length === 0 ? bytes : null;
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
    identity: () => importedIdentity('onnx', parameters),
    files: {
      hashes: () => fileHashes(parameters),
      content: () => contentOf(fileHashes(parameters)),
      contentOf,
      read() {
        const model = autoencoderOf({ ...parameters, latent: latentUse(parameters).cut });
        return { model, asked: askedReading(parameters), given: (half) => givenBytes(parameters, model, half) };
      },
      check(imageShape) {
        const model = autoencoderOf({ ...parameters, latent: latentUse(parameters).cut });
        if (imageShape === undefined) return null;
        // Which axes a latent has changes nothing of what can be computed; of some files it is found by running E.
        return applyReading(model, askedReading(parameters), { imageShape, latentShape: [1] });
      },
    },
  }),
});
