import type { Key } from '@latent-paths/core';
import { z } from 'zod';
import type { AlphaSampler } from './alpha-sampler.js';
import { defineAlphas, type AlphaExample } from './define-alphas.js';

interface EvenAlphas {
  readonly about: string;
  /** α per pair, where nothing else is said. */
  readonly count: number;
  /** Another number, for the laws to try. */
  readonly tried: number;
  /** Of the worked example, with two α per pair. */
  readonly cells: AlphaExample['cells'];
  fill(key: Key): AlphaSampler['fill'];
}

/** The two halves of a path. */
export const HALVES: AlphaExample['cells'] = [
  [0, 0.5],
  [0.5, 1],
];

/** A sampler with so many α per pair whose α are uniform over a run: the share of them below α is α. */
export function evenAlphas({ about, count, tried, cells, fill }: EvenAlphas) {
  return defineAlphas({
    about,
    schema: z.object({ count: z.int().min(1).default(count).describe('α per pair') }),
    examples: [{ count: tried }],
    worked: { parameters: { count: 2 }, belowQuarter: 0.25, cells },
    build:
      (parameters) =>
      ({ key }): AlphaSampler => ({ perPair: parameters.count, cumulative: (alpha) => alpha, fill: fill(key) }),
  });
}
