import type { WorkedRegistry } from '@latent-paths/core';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';
import type { AlphaExample } from './define-alphas.js';
import { dense } from './dense.js';
import { middle } from './middle.js';
import { single } from './single.js';
import { stratified } from './stratified.js';
import { uniform } from './uniform.js';

export const alphaSamplers = { single, uniform, stratified, middle, dense } satisfies WorkedRegistry<
  (context: AlphaContext) => AlphaSampler,
  AlphaExample
>;
