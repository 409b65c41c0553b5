import { z } from 'zod';
import { monotoneSchedule } from './schedule.js';
import { defineSchedule } from './define-schedule.js';

export const constant = defineSchedule({
  about: 'The same value throughout: what a plain number stands for.',
  schema: z.object({ value: z.number() }),
  examples: [{ value: 0.1 }],
  worked: { parameters: { value: 0.1 }, progress: 0.5, value: 0.1 },
  build: ({ value }) => monotoneSchedule(value, value, () => value),
});
