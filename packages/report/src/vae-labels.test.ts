import { expect, it } from 'vitest';
import { vaeLabels } from './vae-labels.js';

it('names VAEs by what they differ in, and else by their artifacts', () => {
  const vae = (latent: number, variance: number, artifact = 'vae-1') => ({
    artifact,
    vae: { latent, variance, training: { images: 10 }, channels: [4, 8] },
  });
  expect(vaeLabels([vae(64, 0.1), vae(16, 0.1)])).toEqual(['latent 64', 'latent 16']);
  expect(vaeLabels([vae(64, 0.1), vae(64, 0.4), vae(16, 0.1)])).toEqual([
    'latent 64, variance 0.1',
    'latent 64, variance 0.4',
    'latent 16, variance 0.1',
  ]);
  expect(vaeLabels([vae(64, 0.1)])).toEqual(['vae-1']);
  expect(vaeLabels([vae(64, 0.1, 'vae-1'), vae(64, 0.1, 'vae-2')])).toEqual(['vae-1', 'vae-2']);
});
