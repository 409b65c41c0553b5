import type { FrozenVae } from '@latent-paths/model';
import { checkAxes } from './check-axes.js';
import type { Brought } from './read-brought.js';

/**
 * Latents of a file in the dimensions that the VAE uses: the same where it uses all. @throws where they are none of
 * this VAE, by their axes
 */
export function usedLatents(
  brought: Brought,
  /** Named in errors. */
  file: string,
  { latentSize, latentShape = [latentSize], active }: Pick<FrozenVae, 'latentSize' | 'latentShape' | 'active'>,
): Brought {
  const { values, size, count, shape } = brought.latents;
  checkAxes(file, shape, active?.of ?? latentShape);
  if (active === undefined) return brought;
  const { dimensions } = active;
  const used = new Float32Array(count * latentSize);
  for (let row = 0; row < count; row++)
    dimensions.forEach((dimension, i) => (used[row * latentSize + i] = values[row * size + dimension]!));
  return { ...brought, latents: { ...brought.latents, values: used, size: latentSize, shape: [count, latentSize] } };
}
