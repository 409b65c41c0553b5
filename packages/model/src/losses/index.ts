import type { Registry } from '@latent-paths/core';
import { attraction } from './attraction.js';
import { critic } from './critic.js';
import { denoiser } from './denoiser.js';
import type { Loss } from './loss.js';
import { reprojection } from './reprojection.js';
import { variance } from './variance.js';

/** Every term that an objective may have, by its name in YAML. */
export const losses = { reprojection, attraction, variance, critic, denoiser } as const satisfies Registry<Loss>;
