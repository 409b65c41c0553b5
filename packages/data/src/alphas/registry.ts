import type { Registry } from '@latent-paths/core';
import type { AlphaContext, AlphaSampler } from './alpha-sampler.js';
import { dense } from './dense.js';
import { single } from './single.js';
import { stratified } from './stratified.js';
import { uniform } from './uniform.js';

export const alphaSamplers = { single, uniform, stratified, dense } satisfies Registry<(context: AlphaContext) => AlphaSampler>;
