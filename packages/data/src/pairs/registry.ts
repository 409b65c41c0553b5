import type { WorkedRegistry } from '@latent-paths/core';
import { all } from './all.js';
import type { PairExample } from './define-pairs.js';
import { fixed } from './fixed.js';
import { fresh } from './fresh.js';
import type { PairContext, PairSampler } from './pair-sampler.js';

export const pairSamplers = { fixed, fresh, all } satisfies WorkedRegistry<
  (context: PairContext) => PairSampler,
  PairExample
>;
