import type { ImageSource } from '@latent-paths/data';
import type { Pools } from './extract-pool.js';
import type { FrozenFeatures } from './train-features.js';
import type { PreparedVae } from './prepare-vae.js';

/** What the trials of an experiment use: images, a frozen VAE, latents, a network to compare images by. */
export interface TrialInputs {
  readonly source: ImageSource;
  readonly vae: PreparedVae;
  readonly pools: Pools;
  /** What images are compared in; null where there are none. */
  readonly features: FrozenFeatures | null;
}
