import type { AlphaShares } from '@latent-paths/data';
import type { Feedback } from '../schedules/feedback.js';
import type { PieceState } from '../schedules/schedule.js';

/** What a curriculum asks of the samplers at a step. What it does not name stays as the samplers have it. */
export interface Sampling {
  /** Number K of α per pair. */
  readonly alphasPerPair?: number;
  /** Density of α: each α of the sampler becomes the quantile of itself. */
  readonly alphaShares?: AlphaShares;
  /** Share of the pool, in (0, 1], whose latents pairs are made of: the first ones of a keyed order. */
  readonly poolShare?: number;
  /** Pairs that compete for each place: the nearest in ‖zA − zB‖ takes it. */
  readonly candidates?: number;
}

/** What training is asked over its course: stepwise constant settings of the samplers. */
export interface Curriculum {
  /**
   * Every setting that it gives before there is feedback, in order. Feedback may change `alphaShares` alone, which fit
   * every sampler.
   */
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
