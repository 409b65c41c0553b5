import { definePiece } from '@latent-paths/core';
import { applyReading } from '@latent-paths/pretrained';
import { z } from 'zod';
import { askedReading, contentOf, importedIdentity, importedShape } from './imported.js';
import { latentKey, latentUse } from './latent-use.js';
import { autoencoderOf, fileHashes } from './model-files.js';
import { modelFormats } from './model-formats.js';
import type { VaeKind } from './vae-kind.js';

const schema = z.object({
  ...importedShape,
  encoder: importedShape.encoder.describe('model.json of E, relative to the workspace, with its weights beside it'),
  decoder: importedShape.decoder.describe('model.json of D'),
  file: importedShape.file.describe(
    'model.json of a whole autoencoder, in place of two; latent names the tensor where it is cut',
  ),
  latent: latentKey,
});

/**
 * A VAE that others trained, as GraphModels of TensorFlow.js: frozen. It is written down as ONNX, and is one from then
 * on. Its identity is what its files hold and how they are read, never where they lie.
 */
export const tfjs = definePiece({
  about: 'a VAE that was trained elsewhere, as GraphModels of TensorFlow.js: frozen',
  schema,
  examples: [{ encoder: 'encoder/model.json', decoder: 'decoder/model.json' }],
  build: (parameters): VaeKind => {
    const modelOf = () => autoencoderOf({ ...parameters, latent: latentUse(parameters).cut }, modelFormats.tfjs);
    const hashes = () => fileHashes(parameters, modelFormats.tfjs);
    return {
      stage: 'vae-import',
      identity: () => importedIdentity('tfjs', parameters),
      files: {
        hashes,
        content: () => contentOf(hashes()),
        contentOf,
        read: () => ({ model: modelOf(), asked: askedReading(parameters), given: () => null }),
        check(imageShape) {
          const model = modelOf();
          return imageShape === undefined
            ? null
            : applyReading(model, askedReading(parameters), { imageShape, latentShape: [1] });
        },
      },
    };
  },
});
