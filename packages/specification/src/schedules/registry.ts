import { choiceSchema, type ChoiceOf, type WorkedRegistry } from '@latent-paths/core';
import { adaptive } from './adaptive.js';
import { constant } from './constant.js';
import { cosine } from './cosine.js';
import type { ScheduleExample } from './define-schedule.js';
import { exponential } from './exponential.js';
import { linear } from './linear.js';
import type { Schedule } from './schedule.js';
import { step } from './step.js';
import { warmUpThenDecay } from './warm-up-then-decay.js';

export const schedules = {
  constant,
  linear,
  cosine,
  exponential,
  step,
  'warm-up-then-decay': warmUpThenDecay,
  adaptive,
} satisfies WorkedRegistry<Schedule, ScheduleExample>;

export type ScheduleChoice = ChoiceOf<typeof schedules>;

export const scheduleChoice = choiceSchema(schedules);
