import { latentSpace, type FrozenVae } from '@latent-paths/model';

/** The same VAE, whose latents of four numbers are two channels at two places, for the paths that look at them. */
export function atPlaces(vae: FrozenVae): FrozenVae {
  const latentShape = [2, 1, 2];
  const space = latentSpace(latentShape, 'nchw');
  return { ...vae, ...space, latentShape, context: (weights) => ({ ...vae.context(weights), ...space }) };
}
