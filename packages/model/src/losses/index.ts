import type { Registry } from '@latent-paths/core';
import { attraction } from './attraction.js';
import type { Loss } from './loss.js';
import { reprojection } from './reprojection.js';

/** Every term that an objective may have, by its name in YAML. */
export const losses = { reprojection, attraction } as const satisfies Registry<Loss>;
