import type { ImageSource } from '@latent-paths/data';
import type { Pools } from './extract-pool.js';
import type { FrozenVae } from './train-vae.js';

/** What the trials of an experiment stand on: images, a frozen VAE, latents. */
export interface Foundation {
  readonly source: ImageSource;
  readonly vae: FrozenVae;
  readonly pools: Pools;
}
