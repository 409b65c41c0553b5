import { rootKey, sampleWithoutReplacement, split } from '@latent-paths/core';
import { nextBatch, type Batch, type Pair } from '@latent-paths/data';
import type { Samplers } from '../../training/tasks/samplers.js';

export interface TrainedPointsOptions {
  readonly samplers: Samplers;
  /** Steps made, and points (pair, α) in each. */
  readonly steps: number;
  readonly batch: number;
  /** Batches of the training to look at, at most. */
  readonly batches: number;
  /** Pairs to look at, at most. */
  readonly pairs: number;
  /** Which batches: the same in all trials. */
  readonly seed: number;
}

/** Rows of the training pool: the ends of pairs, [n] each. */
export interface PairRows {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** What a training of constant sampling has seen, and what it has not. */
export interface TrainedPoints {
  /** Points (pair, α) of some of its batches, at the α that they were trained at. */
  readonly trained: Batch;
  /** Distinct pairs among them, as many of each batch as of any other. */
  readonly visited: PairRows;
  /** Pairs of the same latents that it never visited; fewer, or none, where there are not enough. */
  readonly unvisited: PairRows;
}

/**
 * Makes some batches of a training anew, from its cursor alone, with the pairs that it did not visit beside them.
 * @throws RangeError if the sampler does not know which pairs it leaves out
 */
export function trainedPoints(options: TrainedPointsOptions): TrainedPoints {
  const { samplers, steps, batch, seed } = options;
  const { alphas } = samplers;
  const pairs = samplers.stages.sampler(samplers.stages.first);
  if (pairs.unvisited === undefined) {
    throw new RangeError(
      'sampling.pairs: expected pairs of kind fixed or all, which know the pairs that they ' + 'leave out',
    );
  }
  const perStep = batch / alphas.perPair;
  const chosen = sampleWithoutReplacement(
    split(rootKey(seed), 'trained batches'),
    steps,
    Math.min(options.batches, steps),
  );
  const made = Array.from(chosen, (step) => {
    const cursor = { pairs: step * perStep, points: step * batch };
    return nextBatch({ pairs, alphas, points: batch, perPair: alphas.perPair, cursor }).batch;
  });
  const inTurn = Array.from({ length: perStep }, (_, i) =>
    Array.from(chosen, (step) => pairs.at(step * perStep + i)),
  ).flat();
  const visited = distinct(inTurn).slice(0, options.pairs);
  const { unvisited } = pairs;
  const left = Array.from({ length: options.pairs }, (_, i) => unvisited(steps * perStep, i));
  return {
    trained: {
      a: Int32Array.from(made.flatMap(({ a }) => Array.from(a))),
      b: Int32Array.from(made.flatMap(({ b }) => Array.from(b))),
      alpha: Float32Array.from(made.flatMap(({ alpha }) => Array.from(alpha))),
    },
    visited: rowsOfPairs(visited),
    unvisited: rowsOfPairs(left.filter((pair) => pair !== null)),
  };
}

function distinct(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [pair.slot, pair])).values()];
}

function rowsOfPairs(pairs: readonly Pair[]): PairRows {
  return { a: Int32Array.from(pairs, ({ a }) => a), b: Int32Array.from(pairs, ({ b }) => b) };
}
