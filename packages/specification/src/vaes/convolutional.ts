import { definePiece } from '@latent-paths/core';
import { vaeSchema } from '@latent-paths/model';
import { z } from 'zod';
import { scheduled } from '../schedules/scheduled.js';
import type { VaeKind } from './vae-kind.js';

const count = z.int().min(1);

const training = z.strictObject({
  images: count.default(200_000).describe('images seen, with repetition'),
  batch: count.default(64),
  learningRate: scheduled.prefault({ kind: 'warm-up-then-decay', peak: 1e-3, warmUp: 0.05 }),
  klWeight: scheduled
    .prefault({ kind: 'warm-up-then-decay', peak: 1, warmUp: 0.3, to: 1 })
    .describe('weight β of the KL term'),
  seed: z.int().min(0).default(1),
});

/** Trained here, on the experiment's images, and then frozen. */
export const convolutional = definePiece({
  about: 'a small convolutional VAE that is trained here',
  schema: vaeSchema.extend({ training: training.prefault({}) }),
  build: (parameters): VaeKind => ({
    stage: 'vae',
    identity: () => parameters,
    training: parameters.training,
  }),
});
