import type { WorkedRegistry } from '@latent-paths/core';
import type { PathExample } from './define-path.js';
import { convolutional } from './convolutional.js';
import { direct } from './direct.js';
import { graph } from './graph.js';
import { linear } from './linear.js';
import { network } from './network.js';
import type { Path } from './path.js';
import { pixelLinear } from './pixel-linear.js';
import { projected } from './projected.js';
import { slerp } from './slerp.js';
import { spline } from './spline.js';

/** Every path from one latent to another, by its name in YAML. */
export const paths = {
  linear,
  slerp,
  projected,
  'pixel-linear': pixelLinear,
  direct,
  spline,
  graph,
  network,
  convolutional,
} as const satisfies WorkedRegistry<Path, PathExample>;
