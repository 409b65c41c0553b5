import type { Feedback } from './feedback.js';
import type { PieceState, Schedule } from './schedule.js';

/** The weight of a loss that follows the gradients of all losses: no rate can have it. */
export interface BalancingSchedule extends Schedule {
  /**
   * The state once it has seen a validation; `term` names the loss whose weight this is. It is given the same feedback
   * at every step until the next validation, and takes it in once.
   */
  balance(state: PieceState, feedback: Feedback, term: string): PieceState;
}

export function isBalancing(schedule: Schedule): schedule is BalancingSchedule {
  return 'balance' in schedule;
}

export interface LossWeightOptions {
  readonly state: PieceState;
  readonly progress: number;
  /** Null until the first validation. */
  readonly feedback: Feedback | null;
  /** The loss whose weight this is. */
  readonly term: string;
}

/** The weight of a loss at a step, by whatever schedule, and the state for the step after. */
export function nextLossWeight(
  schedule: Schedule,
  { state, progress, feedback, term }: LossWeightOptions,
): ReturnType<Schedule['next']> {
  const seen = feedback !== null && isBalancing(schedule) ? schedule.balance(state, feedback, term) : state;
  return schedule.next(seen, progress);
}
