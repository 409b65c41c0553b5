import { buildChoice } from '@latent-paths/core';
import { z } from 'zod';
import { isBalancing } from './balancing-schedule.js';
import type { Feedback } from './feedback.js';
import { scheduleChoice, schedules, type ScheduleChoice } from './registry.js';
import type { PieceState, Schedule } from './schedule.js';
import { shortForm } from './short-form.js';

/**
 * The weight of a loss: a number, a schedule or its short form, never below 0; the resolved form is always a schedule.
 */
export const scheduledWeight = z
  .union([z.number(), scheduleChoice, shortForm])
  .transform((given): ScheduleChoice => (typeof given === 'number' ? { kind: 'constant', value: given } : given))
  .superRefine((choice, context) => {
    try {
      const [low] = buildSchedule(choice).bounds;
      if (low < 0) context.addIssue({ code: 'custom', message: `expected values of at least 0, got ${low}` });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, continue: false }); // no later check could build it
    }
  })
  .meta({ id: 'scheduled' });

/**
 * Any other number that may change over training: like the weight of a loss, but without schedules that balance losses
 * against each other.
 */
export const scheduled = scheduledWeight.superRefine((choice, context) => {
  if (!isBalancing(buildSchedule(choice))) return;
  context.addIssue({
    code: 'custom',
    message:
      `expected a schedule that needs no losses, got ${choice.kind}, which balances their gradients; give it to ` +
      'loss.<name>.weight',
  });
});

export function buildSchedule(choice: ScheduleChoice): Schedule {
  return buildChoice<Schedule>(schedules, choice);
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
