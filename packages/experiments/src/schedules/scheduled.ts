import { buildChoice } from '@latent-paths/core';
import { z } from 'zod';
import { scheduleChoice, schedules, type ScheduleChoice } from './registry.js';
import type { Schedule } from './schedule.js';
import { shortForm } from './short-form.js';

/** A number, a schedule or its short form, never below 0; the resolved form is always a schedule. */
export const scheduled = z
  .union([z.number(), scheduleChoice, shortForm])
  .transform((given): ScheduleChoice => (typeof given === 'number' ? { kind: 'constant', value: given } : given))
  .superRefine((choice, context) => {
    try {
      const [low] = buildSchedule(choice).bounds;
      if (low < 0) context.addIssue({ code: 'custom', message: `expected values of at least 0, got ${low}` });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  })
  .meta({ id: 'scheduled' });

export function buildSchedule(choice: ScheduleChoice): Schedule {
  return buildChoice<Schedule>(schedules, choice);
}
