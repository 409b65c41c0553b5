import { buildChoice } from '@latent-paths/core';
import { z } from 'zod';
import { isBalancing } from './balancing-schedule.js';
import { scheduleChoice, schedules, type ScheduleChoice } from './registry.js';
import type { Schedule } from './schedule.js';
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
 * Any other number that may change over training: as the weight of a loss, but no schedule that weighs losses against
 * each other.
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
