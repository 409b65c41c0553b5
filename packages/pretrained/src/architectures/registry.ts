import type { Architecture } from './architecture.js';
import { burgess } from './burgess.js';
import { convolutional } from './convolutional.js';
import { mlp } from './mlp.js';
import { tinyAutoencoder } from './tiny-autoencoder.js';

/** Every architecture whose state dicts are read, by its name in configurations. */
export const architectures = {
  convolutional,
  mlp,
  burgess,
  'tiny-autoencoder': tinyAutoencoder,
} as const satisfies Readonly<Record<string, Architecture>>;
