import type { Feedback } from './feedback.js';
import type { PieceState, Schedule } from './schedule.js';

/** A weight of a loss that depends on the gradients of all losses; a rate cannot use it. */
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
