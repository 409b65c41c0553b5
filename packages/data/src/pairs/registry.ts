import { buildChoice, type WorkedRegistry } from '@latent-paths/core';
import { all } from './all.js';
import type { PairExample } from './define-pairs.js';
import { fixed } from './fixed.js';
import { fresh } from './fresh.js';
import type { PairContext, PairSampler } from './pair-sampler.js';

type BuildPairs = (context: PairContext) => PairSampler;

export const pairSamplers = { fixed, fresh, all } satisfies WorkedRegistry<BuildPairs, PairExample>;

/** The sampler of pairs that a resolved choice names, of a context. */
export function pairsOf(choice: { readonly kind: string }): BuildPairs {
  return buildChoice<BuildPairs>(pairSamplers, choice);
}
