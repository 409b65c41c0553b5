import type { Registry } from '@latent-paths/core';
import { all } from './all.js';
import { fixed } from './fixed.js';
import { fresh } from './fresh.js';
import type { PairContext, PairSampler } from './pair-sampler.js';

export const pairSamplers = { fixed, fresh, all } satisfies Registry<(context: PairContext) => PairSampler>;
