import type { Feedback, PieceState } from '../schedules/schedule.js';

/** How the next step is sampled. */
export interface Sampling {
  /** Number K of α per pair, or null for the α sampler's own. */
  readonly alphasPerPair: number | null;
}

/** What training is asked over its course: stepwise constant settings of the samplers. */
export interface Curriculum {
  /** Every setting it may give, in the order in which it gives them. */
  readonly levels: readonly Sampling[];
  init(): PieceState;
  /** The setting at `progress` (0 at the first step, 1 at the last) and the state for the step after. */
  next(state: PieceState, progress: number, feedback: Feedback | null): readonly [setting: Sampling, state: PieceState];
}

/** A curriculum without memory whose levels have equal shares of training. */
export function equalShares(levels: readonly Sampling[]): Curriculum {
  return {
    levels,
    init: () => null,
    next: (_state, progress) => [levels[Math.min(levels.length - 1, Math.floor(progress * levels.length))]!, null],
  };
}
