import { split } from '@latent-paths/core';
import { countPairs, rankPair } from './pair-index.js';
import type { Pair, PairContext, PairSampler } from './pair-sampler.js';
import { permutation } from './permutation.js';

/** A part of a run whose pairs are made of the same latents: JSON, kept in the checkpoint. */
export interface PairStage {
  /** Pairs are made of the first so many latents of a keyed order of the pool. */
  readonly latents: number;
  /** Position at which it began. */
  readonly from: number;
  /** Distinct pairs of the stages before it, as expected. */
  readonly before: number;
}

/** The pairs of a run in which the pool that they are made of grows. */
export interface PairStages {
  readonly first: PairStage;
  /**
   * The same stage where its latents are `share` of the pool, at least 2 of them; otherwise one that begins at
   * `position`.
   */
  next(stage: PairStage, share: number, position: number): PairStage;
  /** The run's pairs while a stage lasts. A stage of the whole pool that began at 0 is the sampler as it is. */
  sampler(stage: PairStage): PairSampler;
}

/**
 * Stages of a sampler. Within one, `build` makes a sampler of its own for n latents, which are the first n of a keyed
 * order: those of a smaller stage are among those of a larger one. With d distinct pairs in the stage itself, out of
 * n(n−1)/2, and v before, `distinct` expects v + d·(1 − v/(n(n−1)/2)), since earlier stages visited pairs of the same
 * latents.
 */
export function pairStages(build: (context: PairContext) => PairSampler, { poolSize, key }: PairContext): PairStages {
  const order = permutation(split(key, 'latents'), poolSize);
  let held: { readonly latents: number; readonly pairs: PairSampler } | undefined;
  /** Keeps the last one, only for speed. */
  const among = (latents: number): PairSampler => {
    if (held?.latents !== latents)
      held = { latents, pairs: latents === poolSize ? build({ poolSize, key }) : firstOf(latents) };
    return held.pairs;
  };
  const firstOf = (latents: number): PairSampler => {
    const { unvisited, ...pairs } = build({ poolSize: latents, key: split(key, latents) });
    const ofPool = (pair: Pair): Pair => {
      const [a, b] = [order.at(pair.a), order.at(pair.b)];
      return { a, b, slot: rankPair(a, b) };
    };
    return {
      ...pairs,
      at: (position) => ofPool(pairs.at(position)),
      ...(unvisited && { unvisited: (n: number, i: number) => mapped(unvisited(n, i), ofPool) }),
    };
  };
  const sampler = ({ latents, from, before }: PairStage): PairSampler => {
    const pairs = among(latents);
    const unseen = Math.max(0, 1 - before / countPairs(latents));
    return {
      total: pairs.total,
      at: (position) => pairs.at(position - from),
      distinct: (n) => before + pairs.distinct(n - from) * unseen,
      // Earlier stages visited others of these pairs: only a run of one stage knows what it left out.
      ...(from === 0 && pairs.unvisited && { unvisited: pairs.unvisited }),
    };
  };
  return {
    first: { latents: poolSize, from: 0, before: 0 },
    next: (stage, share, position) => {
      const latents = Math.max(2, Math.round(share * poolSize));
      return latents === stage.latents ? stage : { latents, from: position, before: sampler(stage).distinct(position) };
    },
    sampler,
  };
}

function mapped(pair: Pair | null, map: (pair: Pair) => Pair): Pair | null {
  return pair === null ? null : map(pair);
}
