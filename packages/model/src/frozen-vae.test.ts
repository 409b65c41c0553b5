import { expect, it } from 'vitest';
import { rootKey } from '@latent-paths/core';
import { convolutionalVae } from './frozen-vae.js';
import { initialVae } from './vae-initial.js';
import { vaeSchema } from './vae.js';

it('knows the size of a latent by the weights, and refuses weights of something else', () => {
  const weights = initialVae(vaeSchema.parse({ latent: 5, channels: [2] }), [8, 8, 1], rootKey(1));
  expect(convolutionalVae(weights, [8, 8, 1])).toMatchObject({ latentSize: 5, imageShape: [8, 8, 1] });
  expect(() => convolutionalVae({}, [8, 8, 1])).toThrow(/expected encoder\/mean\/bias, got only no weights at all/);
});
