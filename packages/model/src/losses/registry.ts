import type { WorkedRegistry } from '@latent-paths/core';
import { alphaCritic } from './alpha-critic.js';
import { attraction } from './attraction.js';
import { critic } from './critic.js';
import type { LossExample } from './define-loss.js';
import { denoiser } from './denoiser.js';
import { endpoint } from './endpoint.js';
import { energy } from './energy.js';
import { imageCritic } from './image-critic.js';
import type { Loss } from './loss.js';
import { reprojection } from './reprojection.js';
import { smoothness } from './smoothness.js';
import { speed } from './speed.js';
import { symmetry } from './symmetry.js';
import { tube } from './tube.js';
import { variance } from './variance.js';

/** Every term that an objective may have, by its name in YAML. */
export const losses = {
  reprojection,
  attraction,
  variance,
  critic,
  'image-critic': imageCritic,
  'alpha-critic': alphaCritic,
  denoiser,
  tube,
  endpoint,
  symmetry,
  energy,
  speed,
  smoothness,
} as const satisfies WorkedRegistry<Loss, LossExample>;
