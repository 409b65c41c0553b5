import { expect, it } from 'vitest';
import { latentNorms } from './latent-norms.js';

it('gives mean and deviation of the norms of latents', () => {
  const { mean, deviation } = latentNorms(Float32Array.of(3, 4, 0, 5, 6, 8), 2);
  expect(mean).toBeCloseTo(20 / 3, 12);
  expect(deviation).toBeCloseTo(Math.sqrt(50 / 9), 12);
});
